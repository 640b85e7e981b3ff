import { idIn } from '../../../platform/forms/fields.ts'
import type { SeenSheet } from '../../../platform/spreadsheets/reading/readWorkbook.ts'
import { entriesOf, hasTable, isAbout, type CellNote, type Entry } from '../../sheetImports/index.ts'
import type { Agency } from '../standard.ts'
import { HISTORY, LIST, matrixTable, type Column } from './columns.ts'

/** A row that tells of one rating, with the sheet in which it stands. */
export type Row = Entry<Column> & { sheet: string }
export type RatingBook = { rows: Row[]; notes: CellNote[]; hasTable: boolean }

/** Finds ratings in a workbook: in a list with a row for each, or in a matrix with a column for each agency that is asked. */
export function readBook(sheets: readonly SeenSheet[], agencies: readonly Pick<Agency, 'name'>[]): RatingBook {
  const book: RatingBook = { rows: [], notes: [], hasTable: false }
  const matrix = matrixTable(agencies)
  for (const sheet of sheets) {
    if (isAbout(sheet) || hasTable(sheet, HISTORY)) continue
    if (hasTable(sheet, LIST)) {
      const { entries, notes } = entriesOf(sheet, LIST)
      book.rows.push(...filledDown(entries.map(entry => ({ ...entry, sheet: sheet.name }))))
      book.notes.push(...notes)
      book.hasTable = true
    } else if (hasTable(sheet, matrix) && sheet.rows.some(({ cells }) => cells.some(text => matrix.name(text)?.startsWith('agency')))) {
      const { entries, notes } = entriesOf(sheet, matrix)
      book.rows.push(...entries.flatMap(({ line, cells }) => unfolded({ line, sheet: sheet.name, cells }, agencies)))
      book.notes.push(...notes)
      book.hasTable = true
    } else
      book.notes.push({ sheet: sheet.name, cell: '', text: 'No row of this sheet names an agency and a rating: the sheet is left out.' })
  }
  return book
}

/** A standard whose cells are merged or blank in a list is the one above, where the row names an agency. */
function filledDown(rows: readonly Row[]): Row[] {
  let above: Row['cells'] = {}
  return rows.map(row => {
    const { code, standard, agency } = row.cells
    const isBlank = (code?.text ?? '') === '' && (standard?.text ?? '') === ''
    if (!isBlank) above = { ...(code && { code }), ...(standard && { standard }) }
    return isBlank && (agency?.text ?? '') !== '' ? { ...row, cells: { ...row.cells, ...above } } : row
  })
}

/** A row of the matrix as one row for each agency of which it says something. */
const unfolded = (
  { line, sheet, cells }: { line: number; sheet: string; cells: Partial<Record<string, { text: string; cell: string }>> },
  agencies: readonly Pick<Agency, 'name'>[],
): Row[] =>
  agencies.flatMap(({ name }, at) => {
    const rating = cells[`agency ${at}`]
    if (!rating || rating.text === '') return []
    const { code, standard } = cells
    return [
      { line, sheet, cells: { ...(code && { code }), ...(standard && { standard }), agency: { text: name, cell: rating.cell }, rating } },
    ]
  })

/** What a reference names: "E3-S12-G4", and without an agency the rating that was agreed. */
export function readReference(text: string) {
  const match = /^E(\d{1,12})-S(\d{1,12})(?:-G(\d{1,12}))?$/.exec(text.slice(0, 60).trim())
  return { exercise: idIn<'exercise'>(match?.[1]), standard: idIn<'standard'>(match?.[2]), agency: idIn<'agency'>(match?.[3]) }
}
