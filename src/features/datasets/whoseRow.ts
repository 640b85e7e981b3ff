import type { Id } from '../../platform/id.ts'
import { columnsFor, type ColumnOf } from '../../platform/tabular/column.ts'

/** What every data set about returns begins with, so that any two of them can be joined. */
export type OfReturn = { returnId: Id<'return'>; urn: number | null; establishmentName: string }

export function whoseRow<Source>(of: (source: Source) => OfReturn): ColumnOf<Source>[] {
  const { integer, text } = columnsFor<Source>()
  return [
    integer('return_id', 'The return: the same number in every sheet of every export', source => of(source).returnId),
    integer('urn', 'Unique reference number of the establishment; blank where it has none', source => of(source).urn),
    text('establishment_name', 'Name of the establishment when the round was issued', source => of(source).establishmentName, {
      width: 36,
    }),
  ]
}
