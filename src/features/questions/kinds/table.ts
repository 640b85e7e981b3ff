import { LONGEST } from '../../../platform/forms/lengths.ts'
import { z } from 'zod'
import { base, key, option } from './base.ts'
import { capitalised } from '../../../platform/say.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind, MissingAnswer } from './kind.ts'
import type { Fault, ListColumn, Reading, TableRow } from './shapes.ts'
import type { Body } from '../../../platform/forms/parseForm.ts'
import { blank, dateParts, gather, isRecord, one, toDateParts, toMonthParts, value } from './reading.ts'
import { optionsOf, ROW_LIMIT, tableFromCells, tableInCells } from './tableCells.ts'
import { rowBoxes, saidRows, tableControl } from './tableControl.ts'
import { cellWords, readCell, type Cell, type RawRow } from './tableRow.ts'
import { orderFault, optionFaults, usual } from './usual.ts'

const column = z.strictObject({
  key,
  label: z.string(),
  kind: z.enum(['text', 'date', 'month', 'number', 'yes_no', 'choice']),
  options: z.array(option).optional(),
  required: z.boolean().optional(),
})
const schema = z.strictObject({
  kind: z.literal('table'),
  ...base,
  columns: z.array(column).min(1).max(8),
  minRows: z.number().int().optional(),
  maxRows: z.number().int().optional(),
  rowName: z.string(),
})
type TableQuestion = z.infer<typeof schema>
type TableColumn = TableQuestion['columns'][number]
type Row = { [column: string]: Cell }

/** A repeating list (deputies, policies with their dates). Rows left blank are dropped; a column that must be filled is asked for on submission. */
export const table: Kind<TableQuestion, Row[], RawRow[]> = {
  ...usual,
  schema,
  words: 'Repeating list',
  faults: columnFaults,
  explained: q => q.columns.map(({ label, options }) => ({ text: label, hint: options?.map(each => each.label).join(', ') ?? '' })),
  people: {
    cannotAskFor: q => (q.columns.some(isName) ? null : 'its list has no text column with the key "name"'),
    fromRegister: (q, known) => {
      if (known.length === 0 || !q.columns.some(isName)) return null
      const blankRow = Object.fromEntries(q.columns.map(each => [each.key, null]))
      return known.slice(0, q.maxRows ?? ROW_LIMIT).map(({ name }) => ({ ...blankRow, name }))
    },
    names: (_q, answer) => answer.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])),
  },
  list: {
    columns: listColumns,
    rows: rowsOf,
    rowName: q => q.rowName,
    most: q => q.maxRows ?? ROW_LIMIT,
    said: saidRows,
    boxes: rowBoxes,
  },
  fromForm: (q, body) =>
    rowNumbers(q, body).map(row =>
      Object.fromEntries(q.columns.map(column => [column.key, rawCell(column, body, fieldName(q, row, column.key))])),
    ),
  toForm: (q, answer) =>
    (answer ?? []).map(row => Object.fromEntries(q.columns.map(column => [column.key, toRaw(column, row[column.key] ?? null)]))),
  read: (q, raw) => readRows(q, Array.isArray(raw) ? raw : []),
  inCells: tableInCells,
  fromCells: tableFromCells,
  summary: (q, answer) => answer.map((row, at) => `${capitalised(q.rowName)} ${at + 1}: ${rowWords(q, row)}`),
  columns: q => [{ key: `${q.key}__rows`, type: 'integer', label: `${q.label} (number of rows)` }],
  cells: (_q, answer) => [answer.length],
  missing: missingRows,
  control: tableControl,
}

const isName = ({ key, kind }: TableColumn): boolean => key === 'name' && kind === 'text'

function columnFaults(q: TableQuestion): Fault[] {
  const keys = q.columns.map(each => each.key)
  return [
    ...q.columns.flatMap((each, at) => [
      ...(keys.indexOf(each.key) === at
        ? []
        : [{ path: ['columns', at, 'key'], message: `"${q.key}" has two columns with the key "${each.key}".` }]),
    ]),
    ...q.columns.flatMap((each, at) => {
      const name = `Column "${each.key}" of "${q.key}"`
      if (each.kind !== 'choice') return []
      return each.options?.length
        ? optionFaults(name, each.options, ['columns', at, 'options'])
        : [{ path: ['columns', at, 'options'], message: `${name} is a choice without options.` }]
    }),
    ...orderFault(q.key, q.minRows, q.maxRows, 'maxRows'),
  ]
}

function listColumns(q: TableQuestion): ListColumn[] {
  return q.columns.map(each => ({
    key: each.key,
    type: each.kind === 'number' || each.kind === 'date' ? each.kind : 'text',
    label: each.label,
    values: optionsOf(each).map(({ value, label }) => ({ value, label })),
  }))
}

function rowsOf(q: TableQuestion, answer: readonly Row[]): TableRow[] {
  const columns = listColumns(q)
  return answer.map((row, at) => ({
    row: at + 1,
    cells: columns.map(({ key, type, label }) => ({ key, type, label, value: row[key] ?? null })),
  }))
}

/** Fewer rows than the author asks for, or a row without something its columns require. */
function missingRows(q: TableQuestion, answer: readonly Row[] | null): MissingAnswer | null {
  const rows = answer ?? []
  if (rows.length === 0) return q.required !== false && q.minRows !== 0 ? 'answer' : null
  return rows.length < (q.minRows ?? 0) || !rowsAreFull(q, rows) ? 'tableRows' : null
}

const rowsAreFull = (q: TableQuestion, answer: readonly Row[]): boolean =>
  answer.every(row => q.columns.every(each => !each.required || (row[each.key] ?? null) !== null))

/** The numbers of the rows that a form sent, in order: at most a few more than the table may hold, so that a hostile body costs nothing. */
const rowNumbers = (q: TableQuestion, body: Body): number[] => {
  const start = `${fieldName(q)}.`
  const found = Object.keys(body).flatMap(name => {
    const row = name.startsWith(start) ? /^\d{1,4}(?=\.)/.exec(name.slice(start.length)) : null
    return row ? [Number(row[0])] : []
  })
  return [...new Set(found)].sort((a, b) => a - b).slice(0, (q.maxRows ?? ROW_LIMIT) + 20)
}

const rawCell = (column: TableColumn, body: Body, name: string) =>
  column.kind === 'date' || column.kind === 'month'
    ? dateParts(body, name)
    : one(body, name, column.kind === 'number' ? LONGEST.number : LONGEST.text)

const toRaw = (column: TableColumn, cell: Cell) => {
  const text = String(cell ?? '')
  return column.kind === 'date' ? toDateParts(text) : column.kind === 'month' ? toMonthParts(text) : text
}

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

const rowWords = (q: TableQuestion, row: Row): string =>
  q.columns
    .flatMap(column => {
      const cell = row[column.key] ?? null
      return cell === null ? [] : [`${column.label}: ${cellWords(column, cell)}`]
    })
    .join('; ')
