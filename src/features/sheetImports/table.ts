import type { SeenSheet } from '../../platform/spreadsheets/reading/readWorkbook.ts'
import { columnLetters } from '../../platform/tabular/cellPlace.ts'

/** Something that someone should know of a cell. */
export type CellNote = { sheet: string; cell: string; text: string }

/** The words of a cell and where it stands. */
export type Said = { text: string; cell: string }
/** One row of a table, by its columns; a column that the sheet does not have is not there. */
export type Entry<Column extends string> = { line: number; cells: Partial<Record<Column, Said>> }

/** What a kind of table is known by: what its headings name, and which of these must be there. */
export type Table<Column extends string> = {
  /** What the table is of: "a plan". */
  of: string
  /** The heading of each column, as it is written. */
  headings: Readonly<Record<Column, string>>
  name: (heading: string) => Column | undefined
  /** The columns that a row of headings names, where this hangs on where they stand. */
  columns?: (cells: readonly string[]) => (Column | undefined)[]
  must: readonly Column[]
  /** How many columns a row of headings names at least. */
  least: number
}

/** A row of headings names what it must, and as many columns as its kind of table has at least. */
export function isHeading<Column extends string>(cells: readonly string[], { name, must, least, columns }: Table<Column>): boolean {
  const named = new Set((columns?.(cells) ?? cells.map(name)).filter(column => column !== undefined))
  return must.every(column => named.has(column)) && named.size >= least
}

/** Whether a sheet has headings of this kind in one of its rows. */
export const hasTable = <Column extends string>({ rows }: SeenSheet, table: Table<Column>): boolean =>
  rows.some(({ cells }) => isHeading(cells, table))

/** What a sheet holds of a table, what stands above it, and what is to be known of its headings and of merged cells. */
export type Entries<Column extends string> = { entries: Entry<Column>[]; notes: CellNote[]; above: string }

/** The rows under each row of headings. Headings that come again, also in another order, go on with the same table. */
export function entriesOf<Column extends string>(sheet: SeenSheet, table: Table<Column>): Entries<Column> {
  const { name, rows } = sheet
  const entries: Entry<Column>[] = []
  const notes: CellNote[] = []
  let columns: (Column | undefined)[] | undefined
  let above = ''
  for (const { line, cells } of rows) {
    if (isHeading(cells, table)) {
      if (columns) notes.push({ sheet: name, cell: `${line}`, text: again(table) })
      // As people lay out two tables on one sheet, each under its title.
      const title = aloneIn(entries.at(-1), line)
      if (title) {
        entries.pop()
        notes.push({ sheet: name, cell: title.cell, text: `“${title.text.slice(0, 60)}” ${TITLE}` })
      }
      columns = firstOfEach(table.columns?.(cells) ?? cells.map(table.name))
      notes.push(...headingNotes({ sheet: name, line, cells, columns }, table))
    } else if (!columns) above ||= cells.find(text => text.trim() !== '')?.trim() ?? ''
    else entries.push(entryOf(line, cells, columns))
  }
  return { entries, notes: [...notes, ...mergedNotes(sheet)], above }
}

const TITLE =
  'stands alone above headings, so it is read as a title and not imported. If it belongs to the rows under it, write it into a column of its own, next to each of them.'

/** What a row says that says one thing only, and stands directly above another. */
function aloneIn<Column extends string>(entry: Entry<Column> | undefined, line: number): Said | undefined {
  if (entry?.line !== line - 1) return undefined
  const [said, ...more] = Object.values<Said | undefined>(entry.cells).filter(one => one !== undefined && one.text !== '')
  return more.length === 0 ? said : undefined
}

const again = ({ of }: { of: string }) =>
  `The headings stand here once more: the rows under them go on with the same ${withoutArticle(of)}. Another ${withoutArticle(of)} needs a sheet of its own.`

const withoutArticle = (of: string): string => of.replace(/^an? /, '')

/** The first column of each name counts. */
const firstOfEach = <Column>(columns: readonly (Column | undefined)[]): (Column | undefined)[] =>
  columns.map((column, at) => (columns.indexOf(column) === at ? column : undefined))

/** What is to be known of headings: those that no column has, those that stand twice, and those that were read as another. */
function headingNotes<Column extends string>(
  { sheet, line, cells, columns }: { sheet: string; line: number; cells: readonly string[]; columns: readonly (Column | undefined)[] },
  { name, headings, of }: Table<Column>,
): CellNote[] {
  return cells.flatMap((text, at) => {
    const column = columns[at]
    const named = name(text)
    if (text.trim() === '' || (column !== undefined && column === named)) return []
    const words = `The column “${text.trim().slice(0, 60)}”`
    const what =
      column !== undefined
        ? `${words} is read as “${headings[column]}”, by where it stands.`
        : named === undefined
          ? `${words} is none that ${of} has: it is not imported.`
          : `${words} stands here once more: the first one counts, and this one is not imported.`
    return [{ sheet, cell: cellName(at, line), text: what }]
  })
}

/** The cells of a row by their columns. */
export function entryOf<Column extends string>(
  line: number,
  cells: readonly string[],
  columns: readonly (Column | undefined)[],
): Entry<Column> {
  const said: Partial<Record<Column, Said>> = {}
  for (const [at, column] of columns.entries())
    if (column !== undefined) said[column] = { text: clean(cells[at] ?? ''), cell: cellName(at, line) }
  return { line, cells: said }
}

/** As the boxes of our forms keep a text: its lines as they are, nothing around it. */
export const clean = (text: string): string => text.replace(/\r\n?/g, '\n').trim()

/** What is to be known of cells that are merged over rows. */
export const mergedNotes = ({ name, merged }: SeenSheet): CellNote[] =>
  merged
    .filter(range => isOverRows(range))
    .map(range => ({ sheet: name, cell: range, text: 'These cells are merged: what the first one says counts for each row.' }))

function isOverRows(range: string): boolean {
  const [from, to] = range.split(':').map(cell => cell.replace(/^[^\d]+/, ''))
  return to !== undefined && from !== to
}

/** A heading or a word as it is compared: its letters alone. */
export const folded = (text: string): string =>
  text
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()

/** Which column a heading names: by its own words, or by others under which people keep it. */
export const columnNamed = <Column extends string>(
  heading: string,
  headings: Readonly<Record<Column, string>>,
  also: Readonly<Record<string, Column>>,
): Column | undefined => {
  const words = folded(heading)
  return (
    (Object.keys(headings) as Column[]).find(column => folded(headings[column]) === words) ??
    (Object.hasOwn(also, words) ? also[words] : undefined)
  )
}

/** "C14": the address of a cell, its column counted from 0. */
export const cellName = (column: number, line: number): string => `${columnLetters(column)}${line}`
