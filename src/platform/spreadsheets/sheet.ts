import type { Column } from '../tabular/column.ts'
import type { DataSet } from '../tabular/dataSet.ts'

/** What a sheet needs to know of the data set in it: one header row, frozen, with filters, and rows below it. */
export type SheetLayout = Pick<DataSet, 'title' | 'leading'> & { columns: readonly Pick<Column, 'key' | 'type' | 'width' | 'wrap'>[] }
