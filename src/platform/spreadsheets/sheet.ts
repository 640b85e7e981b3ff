import type { Column } from '../tabular/column.ts'
import type { DataSet } from '../tabular/dataSet.ts'

/** What a sheet needs to know of the data set in it: one header row, frozen, and rows below it, as a table with filters. */
export type SheetLayout = Pick<DataSet, 'name' | 'title' | 'leading'> & {
  columns: readonly Pick<Column, 'key' | 'type' | 'width' | 'wrap'>[]
}
