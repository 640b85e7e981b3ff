import type { DateParts, Json, Reading } from './shapes.ts'
import { dateWords, isRecord, monthWords, readDate, readMonth, readNumber, readOneOf, readText } from './reading.ts'
import { optionsOf, type TableColumn } from './tableCells.ts'

export type Cell = string | number | null
/** A row as a form holds it, before anybody judged it. */
export type RawRow = { [column: string]: string | DateParts }

/** How many characters a box of a row takes. */
export const CELL_LIMIT = 1_000

/** Judges what stands in a box of a row. @param name what an error calls it */
export const readCell = (column: TableColumn, raw: unknown, name: string): Reading<Json> => {
  if (column.kind === 'date') return readDate(raw, name)
  if (column.kind === 'month') return readMonth(raw, name)
  if (column.kind === 'number') return readNumber(raw, name, {})
  if (column.kind === 'text') return readText(raw, name, CELL_LIMIT)
  return readOneOf(
    raw,
    name,
    optionsOf(column).map(option => option.value),
  )
}

/** What a cell says: a label, not its code; a date as people say it. */
export const cellWords = (column: TableColumn, cell: string | number): string =>
  column.kind === 'date'
    ? dateWords(String(cell))
    : column.kind === 'month'
      ? monthWords(String(cell))
      : (optionsOf(column).find(option => option.value === cell)?.label ?? String(cell))

/** The same of what stands in a box: as it was typed where it is no answer; '' for nothing. */
export function rawWords(column: TableColumn, raw: unknown): string {
  const reading = readCell(column, raw, '')
  if (reading.ok) return reading.value === null ? '' : cellWords(column, reading.value as string | number)
  return isRecord(raw)
    ? Object.values(raw)
        .filter(part => part !== '')
        .join(' ')
    : String(raw)
}
