import type { CellValue, Column, ColumnOf } from './column.ts'

/** A table as it is described, whatever it becomes: a sheet, a file, an answer to a program. */
export type DataSet = {
  /** What programs and files call it: never reused for another. */
  name: string
  title: string
  /** One sentence: what one row is. */
  description: string
  /** How many of the first columns say whose row it is: they stay in sight where one scrolls. */
  leading?: number
  columns: readonly Column[]
}

/** A data set whose columns know how their values are taken from a source. */
export type DataSetOf<Source> = DataSet & { columns: readonly ColumnOf<Source>[] }

/** The values of one row, in the order of the columns. */
export type Row = readonly CellValue[]

export const rowOf = <Source>({ columns }: { columns: readonly ColumnOf<Source>[] }, source: Source): Row =>
  columns.map(column => column.of(source))

export type Batches<Item> = AsyncIterable<readonly Item[]> | Iterable<readonly Item[]>

/** Rows of one data set. */
export type Piece = { set: DataSet; rows: readonly Row[] }

/**
 * Data sets whose rows come out of one reading. A batch may hold rows of any of them; most of the rows belong to the first, which a
 * format that writes one after the other should therefore write as they come.
 */
export type Reading = { sets: readonly [DataSet, ...DataSet[]]; batches: Batches<Piece> }

/** The reading of a data set of its own. */
export const readingOf = <Source>(set: DataSetOf<Source>, sources: Batches<Source>): Reading => ({
  sets: [set],
  batches: piecesOf(set, sources),
})

async function* piecesOf<Source>(set: DataSetOf<Source>, sources: Batches<Source>): AsyncGenerator<Piece[]> {
  for await (const batch of sources) yield [{ set, rows: batch.map(source => rowOf(set, source)) }]
}

/** What one thing that is read gives to a data set. */
export type PartOf<Item> = { set: DataSet; rowsOf: (item: Item) => Row[] }

export const partOf = <Item, Source>(set: DataSetOf<Source>, of: (item: Item) => readonly Source[]): PartOf<Item> => ({
  set,
  rowsOf: item => of(item).map(source => rowOf(set, source)),
})

/** One reading of things of which each gives rows to all of these data sets; none where there is no data set. */
export function readingOfParts<Item>(parts: readonly PartOf<Item>[], items: AsyncIterable<Item>): Reading[] {
  const [first, ...others] = parts
  return first ? [{ sets: [first.set, ...others.map(({ set }) => set)], batches: piecesOfParts(parts, items) }] : []
}

async function* piecesOfParts<Item>(parts: readonly PartOf<Item>[], items: AsyncIterable<Item>): AsyncGenerator<Piece[]> {
  for await (const item of items) yield parts.map(({ set, rowsOf }) => ({ set, rows: rowsOf(item) }))
}
