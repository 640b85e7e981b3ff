import { columnLetters } from '../../../platform/tabular/cellPlace.ts'
import { COLUMN_NAMES, COLUMNS, FIELDS, type Column, type Field } from './columns.ts'

/** A sheet as the looker read it. */
export type FilledSheet = { name: string; rows: { line: number; cells: string[] }[]; merged: string[]; formulas: string[] }

/** What a cell says, where it stands, and why it cannot be taken where it cannot. */
export type Said = { text: string; sheet: string; cell: string; why: string }
/** Something to know of a sheet. */
export type SheetNote = { sheet: string; cell: string; text: string }
export type FilledBook = { rows: ReadonlyMap<string, Record<Field, Said>>; notes: SheetNote[] }

/** Finds the rows of a workbook by their marks and its columns by their headings, wherever they stand by now. */
export function readBook(sheets: readonly FilledSheet[]): FilledBook {
  const notes: SheetNote[] = []
  const found = new Map<string, Record<Field, Said>[]>()
  for (const sheet of sheets) {
    const head = sheet.rows.find(({ cells }) => isHead(cells))
    if (!head) continue
    const columns = columnsOf(head.cells)
    const wrong = columnFault(head.cells, columns)
    if (wrong !== undefined) {
      notes.push({
        sheet: sheet.name,
        cell: `${head.line}`,
        text: `${wrong} Nothing in this sheet is read. Download the workbook again and copy your answers into it.`,
      })
      continue
    }
    const place = placer(sheet, columns)
    for (const { line, cells } of sheet.rows) {
      if (line <= head.line) continue
      const mark = cells[columns.mark ?? -1]?.trim() ?? ''
      const said = Object.fromEntries(FIELDS.map(field => [field, place(field, line, cells)])) as Record<Field, Said>
      if (mark !== '') found.set(mark, [...(found.get(mark) ?? []), said])
      else for (const { cell, text } of Object.values(said)) if (text !== '') notes.push({ sheet: sheet.name, cell, text: NO_QUESTION })
    }
  }
  const rows = new Map<string, Record<Field, Said>>()
  for (const [mark, all] of found) {
    const [first, second] = all
    if (first && !second) rows.set(mark, first)
    else if (first && second)
      notes.push({
        sheet: first.answer.sheet,
        cell: first.answer.cell,
        text: `This row stands in the workbook more than once, also at ${second.answer.sheet} ${second.answer.cell}: none of them is read.`,
      })
  }
  return { rows, notes }
}

const NO_QUESTION = 'This row belongs to no question of the workbook: it is not read.'

const folded = (text: string): string => text.trim().toLowerCase()
const BY_HEADING = new Map(COLUMN_NAMES.map(column => [folded(COLUMNS[column].heading), column]))

/** A row that names three of our columns is that of the headings, also where one was lost. */
const isHead = (cells: readonly string[]): boolean => new Set(cells.map(text => BY_HEADING.get(folded(text))).filter(Boolean)).size >= 3

function columnsOf(cells: readonly string[]): Partial<Record<Column, number>> {
  const columns: Partial<Record<Column, number>> = {}
  for (const [at, text] of cells.entries()) {
    const column = BY_HEADING.get(folded(text))
    if (column !== undefined) columns[column] ??= at
  }
  return columns
}

function columnFault(cells: readonly string[], columns: Partial<Record<Column, number>>): string | undefined {
  const twice = COLUMN_NAMES.find(name => cells.filter(text => BY_HEADING.get(folded(text)) === name).length > 1)
  if (twice !== undefined) return `Two columns are headed “${COLUMNS[twice].heading}”.`
  if (columns.mark === undefined) return `The hidden column “${COLUMNS.mark.heading}”, which says which question a row is, is gone.`
  const gone = FIELDS.find(field => columns[field] === undefined)
  return gone === undefined ? undefined : `No column is headed “${COLUMNS[gone].heading}” any more.`
}

/** Reads the cells of a sheet with what was done to them. */
function placer({ name, merged, formulas }: FilledSheet, columns: Partial<Record<Column, number>>) {
  const ranges = merged.map(rangeOf).filter(range => range !== undefined)
  const computed = new Set(formulas)
  return (field: Field, line: number, cells: readonly string[]): Said => {
    const at = columns[field] ?? -1
    const cell = `${columnLetters(at)}${line}`
    const text = cells[at]?.trim() ?? ''
    const within = ranges.find(({ from, to }) => line >= from.line && line <= to.line && at >= from.column && at <= to.column)
    const why = within
      ? `The cells ${within.text} are merged, so it is not clear which question this answers. Take them apart and write it beside its question.`
      : computed.has(cell) && (text === '' || text.startsWith('#'))
        ? 'This cell holds a formula without a result. Write the answer itself.'
        : ''
    return { text, sheet: name, cell, why: text === '' && !computed.has(cell) ? '' : why }
  }
}

function rangeOf(text: string) {
  const [, fromColumn, fromLine, toColumn, toLine] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(text) ?? []
  if (fromColumn === undefined || toColumn === undefined) return undefined
  return { text, from: { column: number(fromColumn), line: Number(fromLine) }, to: { column: number(toColumn), line: Number(toLine) } }
}

const number = (column: string): number => Array.from(column).reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1
