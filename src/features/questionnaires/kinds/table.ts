import type { Question } from '../document.ts'
import { dateInput, idList, input, radios } from './controls.ts'
import type { ControlContext, Part, PlainControl, TableControl } from './controls.ts'
import { capitalised, fieldId, fieldName, labelOf, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import type { Body, DateParts, Fault, Json, Reading, TableRow } from './shapes.ts'
import {
  blank,
  dateParts,
  dateWords,
  gather,
  isRecord,
  NO_DATE,
  one,
  readDate,
  readNumber,
  readOneOf,
  readText,
  toDateParts,
  value,
} from './reading.ts'
import { SCALES } from './scales.ts'

export type TableQuestion = Extract<Question, { kind: 'table' }>
type TableColumn = TableQuestion['columns'][number]
type Cell = string | number | null
export type Row = { [column: string]: Cell }
type RawRow = { [column: string]: string | DateParts }

const ROW_LIMIT = 50
const CELL_LIMIT = 1_000

/** A repeating list (deputies, policies with their dates). Rows left blank are dropped; a column that must be filled is asked for on submission. */
export const table: Kind<TableQuestion, Row[], RawRow[]> = {
  fromForm: (q, body) =>
    rowNumbers(q, body).map(row =>
      Object.fromEntries(q.columns.map(column => [column.key, rawCell(column, body, fieldName(q, row, column.key))])),
    ),
  toForm: (q, answer) =>
    (answer ?? []).map(row => Object.fromEntries(q.columns.map(column => [column.key, toRaw(column, row[column.key] ?? null)]))),
  read: (q, raw) => readRows(q, Array.isArray(raw) ? raw : []),
  summary: (q, answer) => answer.map((row, at) => `${capitalised(q.rowName)} ${at + 1}: ${rowWords(q, row)}`),
  columns: q => [{ key: `${q.key}__rows`, type: 'number', label: `${q.label} (number of rows)` }],
  cells: (_q, answer) => [answer.length],
  values: () => [],
  control: tableControl,
}

/** The rows of an answer, each cell typed and labelled, for a sheet with one line per row. */
export const rowsOf = (q: TableQuestion, answer: readonly Row[]): TableRow[] =>
  answer.map((row, at) => ({
    row: at + 1,
    cells: q.columns.map(column => ({
      key: column.key,
      type: column.kind === 'number' || column.kind === 'date' ? column.kind : 'text',
      label: column.label,
      value: row[column.key] ?? null,
    })),
  }))

/** True when every row has all that its required columns ask for. */
export const rowsAreFull = (q: TableQuestion, answer: readonly Row[]): boolean =>
  answer.every(row => q.columns.every(column => !column.required || (row[column.key] ?? null) !== null))

/** The numbers of the rows that a form sent, in order: at most a few more than the table may hold, so that a hostile body costs nothing. */
const rowNumbers = (q: TableQuestion, body: Body): number[] => {
  const start = `${fieldName(q)}.`
  const found = Object.keys(body).flatMap(name => {
    const row = name.startsWith(start) ? /^\d{1,4}(?=\.)/.exec(name.slice(start.length)) : null
    return row ? [Number(row[0])] : []
  })
  return [...new Set(found)].sort((a, b) => a - b).slice(0, (q.maxRows ?? ROW_LIMIT) + 20)
}

const rawCell = (column: TableColumn, body: Body, name: string) => (column.kind === 'date' ? dateParts(body, name) : one(body, name))

const toRaw = (column: TableColumn, cell: Cell) =>
  column.kind === 'date' ? toDateParts(cell === null ? null : String(cell)) : String(cell ?? '')

const readRows = (q: TableQuestion, raw: readonly unknown[]): Reading<Row[]> => {
  const faults: Fault[] = []
  const rows = raw.map((typed, at) => {
    const cells = isRecord(typed) ? typed : {}
    return Object.fromEntries(
      q.columns.map(column => {
        const name = `${column.label} (${q.rowName.toLowerCase()} ${at + 1})`
        return [column.key, gather(faults, readCell(column, cells[column.key], name), at, column.key) as Cell]
      }),
    )
  })
  const filled = rows.filter(row => Object.values(row).some(cell => cell !== null))
  const max = q.maxRows ?? ROW_LIMIT
  if (filled.length > max) faults.push({ path: [max, q.columns[0]?.key ?? ''], message: `${subjectOf(q)} must have ${max} rows or fewer` })
  if (faults.length > 0) return { ok: false, faults }
  return filled.length === 0 ? blank : value(filled)
}

const readCell = (column: TableColumn, raw: unknown, name: string): Reading<Json> => {
  if (column.kind === 'date') return readDate(raw, name)
  if (column.kind === 'number') return readNumber(raw, name, {})
  if (column.kind === 'text') return readText(raw, name, CELL_LIMIT)
  return readOneOf(
    raw,
    name,
    optionsOf(column).map(option => option.value),
  )
}

const optionsOf = (column: TableColumn): { value: string; label: string }[] =>
  column.kind === 'yes_no' ? SCALES.yes_no.map(({ value, label }) => ({ value, label })) : (column.options ?? [])

const rowWords = (q: TableQuestion, row: Row): string => q.columns.flatMap(column => cellWords(column, row[column.key] ?? null)).join('; ')

const cellWords = (column: TableColumn, cell: Cell): string[] => {
  if (cell === null) return []
  const said =
    column.kind === 'date' ? dateWords(String(cell)) : (optionsOf(column).find(option => option.value === cell)?.label ?? String(cell))
  return [`${column.label}: ${said}`]
}

function tableControl(q: TableQuestion, typed: RawRow[], context: ControlContext): TableControl {
  const max = q.maxRows ?? ROW_LIMIT
  const room = Math.max(typed.length, Math.min(max, Math.max(q.minRows ?? 0, typed.length + context.spareRows)))
  return {
    component: 'table',
    id: fieldId(q),
    label: labelOf(q),
    hint: q.hint ?? null,
    describedBy: idList(context.sourceId, q.hint ? `${fieldId(q)}-hint` : null),
    rows: Array.from({ length: room }, (_, at) => ({
      label: `${capitalised(q.rowName)} ${at + 1}`,
      parts: q.columns.map(column =>
        cellControl({ q, path: [at, column.key], label: column.label, context }, column, typed[at]?.[column.key]),
      ),
    })),
    addRow: room < max ? { text: `Add another ${q.rowName.toLowerCase()}`, name: 'intent', value: `add-row:${q.key}` } : null,
  }
}

const cellControl = (part: Part, column: TableColumn, typed: string | DateParts | undefined): PlainControl => {
  if (column.kind === 'date') return dateInput(part, typeof typed === 'object' ? typed : NO_DATE)
  const text = typeof typed === 'string' ? typed : ''
  if (column.kind === 'yes_no' || column.kind === 'choice') return radios(part, optionsOf(column), text, column.kind === 'yes_no')
  return input(part, text, column.kind === 'number' ? { inputMode: 'decimal', spellcheck: false, width: 5 } : {})
}
