import type { SeenSheet } from '../../../platform/spreadsheets/reading/readWorkbook.ts'
import type { PlanText } from '../plan.ts'
import { cellName, folded, measureColumn, planColumn, type MeasureColumn, type PlanColumn } from './columns.ts'
import { PLAN_HEAD } from './head.ts'

/** Something that somebody should know of a cell. */
export type CellNote = { sheet: string; cell: string; text: string }

/** The words of a cell and where it stands. */
export type Said = { text: string; cell: string }
/** One row of a plan, by its columns; a column that the sheet does not have is not there. */
export type Entry<Column extends string> = { line: number; cells: Partial<Record<Column, Said>> }

/** A sheet that holds a plan. */
export type PlanSheet = { sheet: string; title: string; entries: Entry<PlanColumn>[]; notes: CellNote[] }
export type PlanBook = {
  plans: PlanSheet[]
  measures: { sheet: string; entries: Entry<MeasureColumn>[] }
  head: Partial<Record<keyof PlanText, Said>>
  /** What it was made from, where it was made by this program. */
  madeFrom: Said | undefined
  notes: CellNote[]
}

/** Finds the plans of a workbook by their headings, wherever these stand and in whatever order their columns are. */
export function readBook(sheets: readonly SeenSheet[]): PlanBook {
  const book: PlanBook = { plans: [], measures: { sheet: '', entries: [] }, head: {}, madeFrom: undefined, notes: [] }
  for (const sheet of sheets) {
    const measureHead = sheet.rows.find(({ cells }) => isHeading(cells, measureColumn, ['words', 'written']))
    if (measureHead) book.measures = { sheet: sheet.name, entries: entriesOf(sheet, measureColumn, ['words', 'written']).entries }
    else if (readHead(sheet, book)) continue
    else if (sheet.rows.some(({ cells }) => isHeading(cells, planColumn, ['what']))) book.plans.push(planSheet(sheet))
    else
      book.notes.push({
        sheet: sheet.name,
        cell: '',
        text: 'No row of this sheet names an action and one more column of a plan: the sheet is left out.',
      })
  }
  return book
}

type Name<Column> = (heading: string) => Column | undefined

/** A row of headings names what it must, and at least one thing more. */
function isHeading<Column extends string>(cells: readonly string[], nameOf: Name<Column>, must: readonly Column[]): boolean {
  const named = new Set(cells.map(nameOf).filter(column => column !== undefined))
  return must.every(column => named.has(column)) && named.size > must.length
}

function planSheet(sheet: SeenSheet): PlanSheet {
  const { entries, headings, above } = entriesOf(sheet, planColumn, ['what'])
  return { sheet: sheet.name, title: above, entries, notes: [...headings, ...mergedNotes(sheet)] }
}

/** The rows under each row of headings. Headings that come again, also in another order, go on with the same plan. */
function entriesOf<Column extends string>(
  { name, rows }: SeenSheet,
  nameOf: Name<Column>,
  must: readonly Column[],
): { entries: Entry<Column>[]; headings: CellNote[]; above: string } {
  const entries: Entry<Column>[] = []
  const headings: CellNote[] = []
  let columns: (Column | undefined)[] | undefined
  let above = ''
  for (const { line, cells } of rows) {
    if (isHeading(cells, nameOf, must)) {
      columns = columnsOf(cells, nameOf)
      headings.push(...headingNotes(name, line, cells, columns))
    } else if (!columns) above ||= cells.find(text => text.trim() !== '')?.trim() ?? ''
    else entries.push(entryOf(line, cells, columns))
  }
  return { entries, headings, above }
}

/** The first column of each name counts. */
function columnsOf<Column>(cells: readonly string[], nameOf: Name<Column>): (Column | undefined)[] {
  const taken = new Set<Column>()
  return cells.map(cell => {
    const column = nameOf(cell)
    if (column === undefined || taken.has(column)) return undefined
    taken.add(column)
    return column
  })
}

const headingNotes = (sheet: string, line: number, cells: readonly string[], columns: readonly unknown[]): CellNote[] =>
  cells.flatMap((text, at) =>
    text.trim() === '' || columns[at] !== undefined
      ? []
      : [
          {
            sheet,
            cell: cellName(at, line),
            text: `The column “${text.trim().slice(0, 60)}” is none that a plan has: it is not imported.`,
          },
        ],
  )

function entryOf<Column extends string>(line: number, cells: readonly string[], columns: readonly (Column | undefined)[]): Entry<Column> {
  const said: Partial<Record<Column, Said>> = {}
  for (const [at, column] of columns.entries())
    if (column !== undefined) said[column] = { text: clean(cells[at] ?? ''), cell: cellName(at, line) }
  return { line, cells: said }
}

/** As the boxes of our forms keep a text: its lines as they are, nothing around it. */
const clean = (text: string): string => text.replace(/\r\n?/g, '\n').trim()

const mergedNotes = ({ name, merged }: SeenSheet): CellNote[] =>
  merged
    .filter(range => isOverRows(range))
    .map(range => ({ sheet: name, cell: range, text: 'These cells are merged: what the first one says counts for each row.' }))

function isOverRows(range: string): boolean {
  const [from, to] = range.split(':').map(cell => cell.replace(/^[^\d]+/, ''))
  return to !== undefined && from !== to
}

/** Reads the sheet of a plan's head, if it is one. */
function readHead({ name, rows }: SeenSheet, book: PlanBook): boolean {
  const said = rows.flatMap(({ line, cells }) => {
    const label = folded(cells[0] ?? '')
    return label === '' ? [] : [{ label, said: { text: clean(cells[1] ?? ''), cell: cellName(1, line) } }]
  })
  if (!said.some(({ label }) => label === 'made from')) return false
  for (const { field, label } of PLAN_HEAD) {
    const found = said.find(one => one.label === folded(label))
    if (found) book.head[field] = { ...found.said, cell: `${name}!${found.said.cell}` }
  }
  book.madeFrom = said.find(({ label }) => label === 'made from')?.said
  return true
}
