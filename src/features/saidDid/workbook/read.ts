import { idIn } from '../../../platform/forms/fields.ts'
import type { Id } from '../../../platform/id.ts'
import type { SeenSheet } from '../../../platform/spreadsheets/reading/readWorkbook.ts'
import { entriesOf, entryOf, foreignNumber, hasTable, isAbout, mergedNotes, type CellNote, type Entry } from '../../sheetImports/index.ts'
import { linesOf } from '../schemas.ts'
import { ANSWERS, type Column } from './columns.ts'

/** A row of the list, with the sheet in which it stands. */
export type Row = Entry<Column> & { sheet: string }
export type AnswerBook = { rows: Row[]; notes: CellNote[]; hasTable: boolean }

/** Finds themes and answers in a workbook by their headings; where there are none, in a sheet of two columns, as a table in Word is pasted. */
export function readBook(sheets: readonly SeenSheet[]): AnswerBook {
  const book: AnswerBook = { rows: [], notes: [], hasTable: false }
  const isNamed = sheets.some(sheet => hasTable(sheet, ANSWERS))
  for (const sheet of sheets) {
    const read = hasTable(sheet, ANSWERS) ? entriesOf(sheet, ANSWERS) : isNamed || isAbout(sheet) ? undefined : twoColumns(sheet)
    if (read) {
      book.hasTable = true
      book.notes.push(...read.notes)
      const rows = read.entries.map(entry => ({ ...entry, sheet: sheet.name }))
      book.rows.push(...(isPlain(rows) ? rows.flatMap(row => parted(row, book.notes)) : rows))
    } else if (!isAbout(sheet))
      book.notes.push({ sheet: sheet.name, cell: '', text: 'No row of this sheet names a theme and an answer: the sheet is left out.' })
  }
  return book
}

/** A sheet without headings of which two columns are filled: themes and answers. */
function twoColumns(sheet: SeenSheet): { entries: Entry<Column>[]; notes: CellNote[] } | undefined {
  const filled = new Set(sheet.rows.flatMap(({ cells }) => cells.flatMap((text, at) => (text.trim() === '' ? [] : [at]))))
  const [first, second] = [...filled].sort((one, other) => one - other)
  if (filled.size !== 2 || first === undefined || second === undefined) return undefined
  const columns = Array.from({ length: second + 1 }, (_, at) => (at === first ? 'theme' : at === second ? 'what' : undefined))
  const text = 'This sheet has no headings: its first column is read as themes, and its second as answers.'
  return {
    entries: sheet.rows.map(({ line, cells }) => entryOf<Column>(line, cells, columns)),
    notes: [{ sheet: sheet.name, cell: '', text }, ...mergedNotes(sheet)],
  }
}

/** Whether a list says nothing of its answers but their words: then a cell can hold several. */
const isPlain = (rows: readonly Row[]): boolean =>
  rows.every(({ cells }) => ['lead', 'timescale', 'state', 'reference'].every(column => cells[column as Column] === undefined))

/** A row for each line of the cell of answers. */
function parted(row: Row, notes: CellNote[]): Row[] {
  const { what } = row.cells
  const lines = linesOf(what?.text ?? '')
  if (!what || lines.length === 0) return [row]
  if (lines.length > 1)
    notes.push({ sheet: row.sheet, cell: what.cell, text: `This cell has ${lines.length} lines: each is read as an answer of its own.` })
  return lines.map((text, at) => ({
    ...row,
    cells: { ...(at === 0 ? row.cells : { theme: { text: '', cell: row.cells.theme?.cell ?? '' } }), what: { text, cell: what.cell } },
  }))
}

/** What a reference names: "T5-A12". @param isForeign whether it is another partnership's */
export function readReference(text: string, isForeign: boolean): { theme: Id<'theme'> | undefined; action: Id<'action'> | undefined } {
  const match = /^T(\d{1,12})(?:-A(\d{1,12}))?$/.exec(text.slice(0, 40).trim())
  const id = <Of extends string>(digits: string | undefined) => idIn<Of>(isForeign && digits !== undefined ? foreignNumber(digits) : digits)
  return { theme: id<'theme'>(match?.[1]), action: id<'action'>(match?.[2]) }
}
