import type { Id } from '../../platform/id.ts'
import { columnsFor, type ColumnOf } from '../../platform/tabular/column.ts'

/** What every data set about returns begins with, so that any two of them can be joined. */
export type OfReturn = {
  returnId: Id<'return'>
  establishmentId: Id<'establishment'>
  urn: number | null
  establishmentName: string
}

/** The code of an establishment, from what it is made. */
export const codedPlace = <Source>(by: (source: Source) => Id<'establishment'> | null) => ({
  identifies: true as const,
  coded: { as: 'Establishment', by: (source: Source) => by(source)?.toString() ?? null },
})

/** The code of a group of establishments, from its name. */
export const codedGroup = <Source>(as: string, by: (source: Source) => string) => ({ identifies: true as const, coded: { as, by } })

export function whoseRow<Source>(of: (source: Source) => OfReturn): ColumnOf<Source>[] {
  const { id, integer, text } = columnsFor<Source>()
  return [
    id('return_id', 'The return: the same number wherever it is told of', source => of(source).returnId, 'Return'),
    integer('urn', 'Unique reference number of the establishment; blank where it has none', source => of(source).urn, {
      identifies: true,
    }),
    text('establishment_name', 'Name of the establishment when the round was issued', source => of(source).establishmentName, {
      width: 36,
      ...codedPlace<Source>(source => of(source).establishmentId),
    }),
  ]
}
