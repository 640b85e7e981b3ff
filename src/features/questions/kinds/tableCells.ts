import { capitalised } from '../../../platform/say.ts'
import { dayFromText, monthFromText, monthWords } from './reading.ts'
import { SCALES, valueNamed } from './scales.ts'
import type { AnswerCell } from './shapes.ts'
import { answerCell } from './usual.ts'

export type TableColumn = {
  key: string
  label: string
  kind: string
  required?: boolean | undefined
  options?: readonly { value: string; label: string }[] | undefined
}
export type Table = { columns: readonly TableColumn[]; rowName: string; minRows?: number | undefined; maxRows?: number | undefined }
type Cell = string | number | null

/** No list that a school keeps here is longer. */
export const ROW_LIMIT = 50
/** Blank rows under the filled ones: a workbook cannot be asked for another. */
const SPARE_ROWS = 5

/** The few values that the cells of a column take; none where it takes others. */
export const optionsOf = ({ kind, options = [] }: TableColumn): readonly { value: string; label: string }[] =>
  kind === 'yes_no' ? SCALES.yes_no.map(({ value, label }) => ({ value, label })) : options

/** Every cell of the rows that are filled, and of some more. */
export function tableInCells(q: Table, answer: readonly { [column: string]: Cell }[] | null): AnswerCell[] {
  const filled = answer?.length ?? 0
  const room = Math.max(filled, Math.min(q.maxRows ?? ROW_LIMIT, Math.max(q.minRows ?? 0, filled + SPARE_ROWS)))
  return Array.from({ length: room }, (_, at) => at).flatMap(at =>
    q.columns.map(column => {
      const cell = answer?.[at]?.[column.key] ?? null
      const options = optionsOf(column)
      const written = options.find(({ value }) => value === cell)?.label ?? String(cell ?? '')
      const text = column.kind === 'month' ? monthWords(written) : written
      return answerCell(text, {
        path: [at, column.key],
        label: `${capitalised(q.rowName)} ${at + 1}: ${column.label}`,
        type: column.kind === 'number' ? 'number' : column.kind === 'date' ? 'day' : 'text',
        listed: options.map(({ label }) => label),
      })
    }),
  )
}

/** The rows as they are written in their cells, blank ones among them. @param textAt what the cell of a row and a column says */
export function tableFromCells(q: Table, textAt: (row: number, column: string) => string): Record<string, unknown>[] {
  const read = (column: TableColumn, text: string): unknown => {
    if (column.kind === 'date') return dayFromText(text)
    if (column.kind === 'month') return monthFromText(text)
    const options = optionsOf(column).map(option => ({ ...option, score: null, needsAction: false }))
    return options.length === 0 ? text : valueNamed(options, text)
  }
  return Array.from({ length: q.maxRows ?? ROW_LIMIT }, (_, at) =>
    Object.fromEntries(q.columns.map(column => [column.key, read(column, textAt(at, column.key))])),
  )
}
