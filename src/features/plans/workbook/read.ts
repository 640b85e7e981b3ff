import type { SeenSheet } from '../../../platform/spreadsheets/reading/readWorkbook.ts'
import type { PlanText } from '../plan.ts'
import {
  cellName,
  COLUMN_HEADINGS,
  folded,
  measureColumn,
  planColumn,
  planColumns,
  type MeasureColumn,
  type PlanColumn,
} from './columns.ts'
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
  measures: { sheet: string; entries: Entry<MeasureColumn>[] }[]
  head: Partial<Record<keyof PlanText, Said>>
  /** What it was made from, where it was made by this program. */
  madeFrom: Said | undefined
  notes: CellNote[]
}

/** Finds the plans of a workbook by their headings, wherever these stand and in whatever order their columns are. */
export function readBook(sheets: readonly SeenSheet[]): PlanBook {
  const book: PlanBook = { plans: [], measures: [], head: {}, madeFrom: undefined, notes: [] }
  const left = (sheet: string, text: string) => book.notes.push({ sheet, cell: '', text: `${text}: the sheet is left out.` })
  const heads: SeenSheet[] = []
  for (const sheet of sheets) {
    if (sheet.rows.some(({ cells }) => isHeading(cells, MEASURES))) {
      const { entries, headings } = entriesOf(sheet, MEASURES)
      book.measures.push({ sheet: sheet.name, entries })
      book.notes.push(...headings, ...mergedNotes(sheet))
    } else if (sheet.rows.some(({ cells }) => isHeading(cells, PLAN))) book.plans.push(planSheet(sheet))
    else if (isHead(sheet)) heads.push(sheet)
    else left(sheet.name, 'No row of this sheet names an action and one more column of a plan')
  }
  for (const sheet of heads) {
    if (book.plans.length > 1) left(sheet.name, 'It says what stands at the head of one plan, and this workbook holds several')
    else if (sheet !== heads[0]) left(sheet.name, 'Another sheet says what stands at the head of the plan')
    else readHead(sheet, book)
  }
  return book
}

/** What a kind of table is known by: what its headings name, and which of these must be there. */
type Table<Column extends string> = {
  name: (heading: string) => Column | undefined
  columns: (cells: readonly string[]) => (Column | undefined)[]
  must: readonly Column[]
}
const PLAN: Table<PlanColumn> = { name: planColumn, columns: planColumns, must: ['what'] }
const MEASURES: Table<MeasureColumn> = { name: measureColumn, columns: cells => cells.map(measureColumn), must: ['words', 'written'] }

/** A row of headings names what it must, and at least one thing more. */
function isHeading<Column extends string>(cells: readonly string[], { name, must }: Table<Column>): boolean {
  const named = new Set(cells.map(name).filter(column => column !== undefined))
  return must.every(column => named.has(column)) && named.size > must.length
}

function planSheet(sheet: SeenSheet): PlanSheet {
  const { entries, headings, above } = entriesOf(sheet, PLAN)
  return { sheet: sheet.name, title: above, entries, notes: [...headings, ...mergedNotes(sheet)] }
}

/** The rows under each row of headings. Headings that come again, also in another order, go on with the same plan. */
function entriesOf<Column extends string>(
  { name, rows }: SeenSheet,
  table: Table<Column>,
): { entries: Entry<Column>[]; headings: CellNote[]; above: string } {
  const entries: Entry<Column>[] = []
  const headings: CellNote[] = []
  let columns: (Column | undefined)[] | undefined
  let above = ''
  for (const { line, cells } of rows) {
    if (isHeading(cells, table)) {
      if (columns) headings.push({ sheet: name, cell: `${line}`, text: AGAIN })
      columns = firstOfEach(table.columns(cells))
      headings.push(...headingNotes({ sheet: name, line, cells, columns }, table))
    } else if (!columns) above ||= cells.find(text => text.trim() !== '')?.trim() ?? ''
    else entries.push(entryOf(line, cells, columns))
  }
  return { entries, headings, above }
}

const AGAIN = 'The headings stand here once more: the rows under them go on with the same plan. Another plan needs a sheet of its own.'

/** The first column of each name counts. */
const firstOfEach = <Column>(columns: readonly (Column | undefined)[]): (Column | undefined)[] =>
  columns.map((column, at) => (columns.indexOf(column) === at ? column : undefined))

/** What is to be known of headings: those that no column has, those that stand twice, and those that were read as another. */
function headingNotes<Column extends string>(
  { sheet, line, cells, columns }: { sheet: string; line: number; cells: readonly string[]; columns: readonly (Column | undefined)[] },
  { name }: Table<Column>,
): CellNote[] {
  return cells.flatMap((text, at) => {
    const column = columns[at]
    const named = name(text)
    if (text.trim() === '' || (column !== undefined && column === named)) return []
    const words = `The column “${text.trim().slice(0, 60)}”`
    const read = column !== undefined && column in COLUMN_HEADINGS ? COLUMN_HEADINGS[column as keyof typeof COLUMN_HEADINGS] : ''
    const what =
      column !== undefined
        ? `${words} is read as “${read}”, by where it stands.`
        : named === undefined
          ? `${words} is none that a plan has: it is not imported.`
          : `${words} stands here once more: the first one counts, and this one is not imported.`
    return [{ sheet, cell: cellName(at, line), text: what }]
  })
}

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

const isHead = ({ rows }: SeenSheet): boolean => rows.some(({ cells }) => folded(cells[0] ?? '') === MADE_FROM)
const MADE_FROM = 'made from'

/** Reads the sheet of a plan's head. */
function readHead({ name, rows }: SeenSheet, book: PlanBook): void {
  const saidBeside = (wanted: string): Said | undefined => {
    const row = rows.find(({ cells }) => folded(cells[0] ?? '') === wanted)
    return row && { text: clean(row.cells[1] ?? ''), cell: `${name}!${cellName(1, row.line)}` }
  }
  for (const { field, label } of PLAN_HEAD) {
    const said = saidBeside(folded(label))
    if (said) book.head[field] = said
  }
  book.madeFrom = saidBeside(MADE_FROM)
}
