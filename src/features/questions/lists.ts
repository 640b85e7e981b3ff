import type { Question } from './kinds/all.ts'
import type { PlainControl } from './kinds/controls.ts'
import { kindOf, listColumns, tableRows } from './kinds/index.ts'
import { idIn } from './kinds/names.ts'
import { isRecord } from './kinds/reading.ts'
import type { SaidRows } from './kinds/shapes.ts'
import type { Body } from '../../platform/forms/parseForm.ts'
import { readResponse, type FieldError, type RawResponse, type Response } from './response.ts'

export { listColumns as columns, tableRows as rows }
export { CELL_LIMIT } from './kinds/tableRow.ts'

/** A question whose answer is a list, with what one row of it is called and how many it may have; null for other kinds. */
export function listOf(q: Question): { rowName: string; most: number } | null {
  const { list } = kindOf(q)
  return list && { rowName: list.rowName(q), most: list.most(q) }
}

/** The rows of a form's plain value as people read them. */
export const said = (q: Question, raw: readonly unknown[]): SaidRows =>
  kindOf(q).list?.said(q, [...raw]) ?? { columns: [], rows: [], lines: [] }

/** The boxes of one row, in a form of its own. @param at its place in the list, from 0 */
export const boxes = (q: Question, at: number, raw: unknown, errors: readonly FieldError[]): PlainControl[] =>
  kindOf(q).list?.boxes(q, at, isRecord(raw) ? raw : {}, {
    sourceId: null,
    errorAt: path => errors.find(({ fieldId }) => fieldId === idIn('a', q, path))?.message ?? null,
    isStored: false,
  }) ?? []

/** The errors of the row at a place, as the form of that row alone names its boxes: there it is the first. */
export const errorsAlone = (q: Question, at: number, errors: readonly FieldError[]): FieldError[] => {
  const [own, alone] = [`${idIn('a', q, [at])}-`, `${idIn('a', q, [0])}-`]
  return errors.map(error => ({
    ...error,
    fieldId: error.fieldId.startsWith(own) ? `${alone}${error.fieldId.slice(own.length)}` : idIn('a', q),
  }))
}

/** The row that a form of one row holds, before anybody judged it; null when nothing stands in its boxes. */
export function rowFrom(q: Question, body: Body): unknown {
  const found = kindOf(q).fromForm(q, body)
  const row: unknown = Array.isArray(found) ? found[0] : null
  return isRecord(row) && Object.values(row).some(isFilled) ? row : null
}

const isFilled = (raw: unknown): boolean =>
  isRecord(raw) ? Object.values(raw).some(isFilled) : typeof raw === 'string' && raw.trim() !== ''

/** A response with these rows in place of its own, judged. */
export const withRows = (
  q: Question,
  raw: RawResponse,
  rows: readonly unknown[],
  today: string,
): { response: Response; errors: FieldError[] } => readResponse(q, { ...raw, answer: rows }, today)

/** An error at the first box of a row. */
export const atFirstBox = (q: Question, at: number, message: string): FieldError => ({
  questionKey: q.key,
  fieldId: idIn('a', q, [at, kindOf(q).list?.columns(q)[0]?.key ?? '']),
  message,
})
