import {
  ACTION_STATES,
  asRead,
  LONGEST_ACTION,
  readTimescale,
  STATE_WORDS,
  timescaleNotes,
  type Action,
  type ActionState,
  type ActionText,
} from '../actions/index.ts'
import { differing, type FieldChange } from './changes.ts'
import { folded, type Said } from './table.ts'

/** What people write of an action, in the order in which it is listed. */
const TEXTS = ['what', 'timescale', 'lead', 'outcomeMeasure', 'remark'] as const satisfies (keyof ActionText)[]
type Column = keyof ActionText | 'state' | 'droppedReason'

/** The cells of a row that tell of an action; a column that the sheet does not have is not there. */
export type ActionCells = Partial<Record<Column, Said>>

/** What a row says of its action. */
export type ActionSaid = { text: ActionText; state: ActionState; droppedReason: string }
type Before = Pick<Action, keyof ActionText | 'state' | 'droppedReason'>

/**
 * Reads the cells of an action: what is blank or not there stays as it was, the state planned where nothing was.
 *
 * @param known.headings what the sheet calls its columns
 * @param bad told of a cell for which the row cannot be taken
 * @returns undefined where it cannot
 */
function read(
  cells: ActionCells,
  { before, headings }: { before: Before | undefined; headings: Readonly<Partial<Record<Column, string>>> },
  bad: (cell: string | undefined, text: string) => void,
): ActionSaid | undefined {
  const text = Object.fromEntries(TEXTS.map(field => [field, cells[field]?.text || (before?.[field] ?? '')])) as ActionText
  const state = stateIn(cells.state?.text ?? '', before?.state)
  if (!state) {
    bad(cells.state?.cell, `“${cells.state?.text.slice(0, 60) ?? ''}” is no state. States are ${STATES}. This row is not imported.`)
    return undefined
  }
  const droppedReason = state === 'dropped' ? cells.droppedReason?.text || (before?.droppedReason ?? '') : ''
  const all = { ...text, droppedReason }
  const long = ([...TEXTS, 'droppedReason'] as const).find(field => all[field].length > LONGEST_ACTION[field])
  if (long) {
    bad(cells[long]?.cell, `${headings[long] ?? ''} has more than ${LONGEST_ACTION[long]} characters: this row is not imported.`)
    return undefined
  }
  if (state === 'dropped' && droppedReason === '') {
    bad(cells.droppedReason?.cell ?? cells.state?.cell, 'A dropped action says why it was dropped: this row is not imported.')
    return undefined
  }
  return { text, state, droppedReason }
}

const STATES = Object.values(STATE_WORDS)
  .map(({ words }) => words)
  .join(', ')

/** The state that a cell names; what was before where it is blank, and planned where nothing was. */
function stateIn(text: string, before: ActionState | undefined): ActionState | undefined {
  if (text === '') return before ?? 'planned'
  return ACTION_STATES.find(state => [STATE_WORDS[state].words, ...ALSO_SAID[state]].some(words => folded(words) === folded(text)))
}

/** What people write of a state in their own tables, where it can mean nothing else. */
const ALSO_SAID: Readonly<Record<ActionState, readonly string[]>> = {
  planned: ['Not started', 'Not yet started', 'To do'],
  under_way: ['In progress', 'Underway', 'Started', 'Begun'],
  done: ['Complete', 'Completed'],
  dropped: ['Cancelled', 'Withdrawn'],
}

/** In what an action and what a row says of it differ. */
const changed = (
  before: Before,
  { text, state, droppedReason }: ActionSaid,
  headings: Readonly<Partial<Record<Column, string>>>,
): FieldChange[] => [
  ...TEXTS.flatMap(field => differing(headings[field] ?? '', before[field], text[field])),
  ...differing('State', STATE_WORDS[before.state].words, STATE_WORDS[state].words),
  ...differing('Why dropped', before.droppedReason, droppedReason),
]

/** What a new action says. */
const said = ({ text, state, droppedReason }: ActionSaid, headings: Readonly<Partial<Record<Column, string>>>): FieldChange[] => [
  ...TEXTS.flatMap(field => differing(headings[field] ?? '', '', text[field])),
  ...differing('State', '', state === 'planned' ? '' : STATE_WORDS[state].words),
  ...differing('Why dropped', '', droppedReason),
]

/** The cells that say something else than an action that is not changed from here. */
function otherwise(cells: ActionCells, action: Before): { column: Column; cell: string }[] {
  const now = { ...action, state: STATE_WORDS[action.state].words }
  return ([...TEXTS, 'state', 'droppedReason'] as const).flatMap(column => {
    const cell = cells[column]
    if (!cell || cell.text === '' || cell.text === now[column]) return []
    return column === 'state' && stateIn(cell.text, action.state) === action.state ? [] : [{ column, cell: cell.cell }]
  })
}

/** What is odd and kept as it is written. */
function odd(cells: ActionCells): { cell: string; text: string }[] {
  const { from, to, flags, kind } = readTimescale(cells.timescale?.text ?? '')
  const unread = kind === 'unread' && flags.length === 0 ? ['No date can be read here'] : []
  const note = (said: Said | undefined, texts: readonly string[]) =>
    texts.map(text => ({ cell: said?.cell ?? '', text: `${text}. It is kept as it is written.` }))
  return [
    ...note(cells.timescale, [...unread, ...timescaleNotes({ timescaleFlags: [...flags], dueFrom: from, dueTo: to })]),
    ...note(cells.lead, asRead.wordNotes(cells.lead?.text ?? '')),
    ...note(cells.outcomeMeasure, asRead.wordNotes(cells.outcomeMeasure?.text ?? '')),
  ]
}

/** What the cells of a row say of an action, whatever table they stand in. */
export const actionCells = { TEXTS, read, changed, said, otherwise, odd }
