import type { Question } from './kinds/all.ts'
import { answerCells, fromAnswerCells, mayNeedAction, takesAnswer } from './kinds/index.ts'
import { dayFromText } from './kinds/reading.ts'
import type { AnswerCell } from './kinds/shapes.ts'
import { answerCell } from './kinds/usual.ts'
import { judged, type Response } from './response.ts'

/** A part of a response, as `PARTS` calls them, in cells of a workbook. */
export type CellPart = keyof Response
export type { AnswerCell }

/** The cells of one question by part: a part that is not offered has none. */
export type ResponseCells = Record<CellPart, AnswerCell[]>

/** Where a response is written in a workbook, with what stands there. @param response null where nothing is stored */
export function responseCells(q: Question, response: Response | null): ResponseCells {
  if (!takesAnswer(q)) return { answer: [], comment: [], action: [] }
  const { comment, action } = response ?? { comment: null, action: null }
  const mayAct = mayNeedAction(q) || action !== null
  return {
    answer: answerCells(q, response?.answer ?? null),
    comment: mayAct || q.comment === true || comment !== null ? [answerCell(comment ?? '')] : [],
    action: mayAct
      ? [
          answerCell(action?.what ?? '', { path: ['what'] }),
          answerCell(action?.owner ?? '', { path: ['owner'] }),
          answerCell(action?.dueOn ?? '', { path: ['due'], type: 'day' }),
        ]
      : [],
  }
}

/** What is wrong with a cell: the path leads to it within its part. */
export type CellFault = { part: CellPart; path: readonly (string | number)[]; message: string }

/**
 * Reads a response from the texts of its cells.
 *
 * @param textAt what the cell of a part says; '' for nothing
 * @param today 'YYYY-MM-DD'
 * @returns the response, in which a part with a fault is blank
 */
export function readResponseCells(
  q: Question,
  textAt: (part: CellPart, path: readonly (string | number)[]) => string,
  today: string,
): { response: Response; faults: CellFault[] } {
  const written = {
    answer: fromAnswerCells(q, (...path) => textAt('answer', path)),
    comment: textAt('comment', []),
    action: { what: textAt('action', ['what']), owner: textAt('action', ['owner']), due: dayFromText(textAt('action', ['due'])) },
  }
  const { response, faults } = judged(q, written, today)
  const of = (part: CellPart, found: readonly { path: readonly (string | number)[]; message: string }[]) =>
    found.map(({ path, message }) => ({ part, path, message }))
  return { response, faults: [...of('answer', faults.a), ...of('comment', faults.c), ...of('action', faults.x)] }
}
