import type { inCells } from '../../questions/index.ts'

/** The columns of a section's sheet, in their order, with their headings; by these they are found wherever they stand when the workbook comes back. */
export const COLUMNS = {
  number: { heading: 'No.', width: 6 },
  question: { heading: 'Question', width: 48 },
  guidance: { heading: 'What good looks like', width: 44 },
  answer: { heading: 'Answer', width: 32 },
  comment: { heading: 'Comment', width: 32 },
  what: { heading: 'If not in place: what will be done', width: 32 },
  owner: { heading: 'Who will do it', width: 20 },
  due: { heading: 'By when', width: 13 },
  mark: { heading: 'Do not change', width: 0 },
} as const
export type Column = keyof typeof COLUMNS
export const COLUMN_NAMES = Object.keys(COLUMNS) as Column[]

/** The columns in which somebody writes. */
export const FIELDS = ['answer', 'comment', 'what', 'owner', 'due'] as const satisfies readonly Column[]
export type Field = (typeof FIELDS)[number]

/** In which column, and beside which mark, a cell of a response stands: the parts of an answer have rows of their own. */
export function placeOf(key: string, part: inCells.CellPart, path: inCells.AnswerCell['path']): { mark: string; field: Field } {
  if (part === 'answer') return { mark: [key, ...path].join('/'), field: 'answer' }
  if (part === 'comment') return { mark: key, field: 'comment' }
  return { mark: key, field: path[0] === 'owner' ? 'owner' : path[0] === 'due' ? 'due' : 'what' }
}
