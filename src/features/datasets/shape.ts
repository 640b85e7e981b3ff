import { columnsFor, type Column, type ColumnOf } from '../../platform/tabular/column.ts'
import type { DataSetOf } from '../../platform/tabular/dataSet.ts'
import type { Choice } from './choice.ts'
import { veiled, type Veil } from './veil.ts'

/** How every data set of an export looks, whatever is in it. */
export type Shape = {
  choice: Choice
  /** The code of the round, in every row: so the exports of several years can be put under each other. */
  round: string
  /** None where people and establishments are named. */
  veil: Veil | null
}

/** The last column of every data set of a round. */
export const roundColumn = <Source>(round: string): ColumnOf<Source> => columnsFor<Source>().text('round', ROUND_LABEL, () => round)
const ROUND_LABEL = 'The round, by its code: the same in every row of an export'

/** The same for data sets that a format adds itself. */
export const inEveryRow = (round: string) => ({ column: roundColumn(round) as Column, value: round })

/** A data set as it is in an export of this shape. */
export function shaped<Source>(set: DataSetOf<Source>, shape: Shape): DataSetOf<Source> {
  const { columns } = ofNoRound(set, shape)
  return { ...set, columns: [...columns, roundColumn<Source>(shape.round)] }
}

/** The same for one that belongs to the partnership and to no round: a round in its rows would say what is not so. */
export function ofNoRound<Source>(set: DataSetOf<Source>, { veil }: Shape): DataSetOf<Source> {
  const columns: readonly ColumnOf<Source>[] = set.columns
  return { ...set, columns: veil ? columns.map(column => veiled(column, veil)) : columns }
}

/** What a column beside one of codes says: what its code means. */
export const labelColumn = ({ key, label }: Column): Column => ({
  key: `${key}__label`,
  type: 'text',
  label: `${label} (what the code says)`,
})
