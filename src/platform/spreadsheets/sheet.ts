import type { CellValue, ColumnType } from './cellXml.ts'

export type SheetColumn = { key: string; type: ColumnType; width?: number; wrap?: boolean }

export type SheetRow = readonly CellValue[]

/** A table: one header row, frozen, with filters, and rows below it. */
export type SheetLayout = {
  name: string
  columns: readonly SheetColumn[]
  /** How many columns stay in sight when one scrolls to the right. */
  frozenColumns?: number
}

export type Batches<Row> = AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>

/** What became of a sheet: more tabs than one when it has more rows than a tab can hold. */
export type WrittenSheet = { tabs: string[]; rows: number }

/** A sheet whose rows come while another one is written: they wait on disk. */
export type LaterSheet = {
  add(row: SheetRow): Promise<void>
  /** Writes the sheet to its end. */
  write(): Promise<WrittenSheet>
}
