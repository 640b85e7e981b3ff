import { PLAIN_TYPE, type Column } from '../../src/platform/tabular/column.ts'
import type { DataSet, Row } from '../../src/platform/tabular/dataSet.ts'
import { obeys } from './obeys.ts'

export type ReadSet = { set: DataSet; rows: readonly Row[] }

/**
 * What is wrong with the columns of data sets, in words.
 *
 * @param codebook rows of the codebook: title of the set, key, plain type, label
 * @param people finds the names and addresses of the people who are in the rows
 */
export const columnFaults = (all: readonly ReadSet[], codebook: readonly Row[], people: RegExp): string[] => {
  const described = new Map(codebook.map(([title, key, type, label]) => [`${String(title)}.${String(key)}`, { type, label }]))
  return all.flatMap(({ set, rows }) =>
    set.columns.flatMap((column, at) => {
      const inCodebook = described.get(`${set.title}.${column.key}`)
      const values = rows.map(row => row[at])
      return [
        ...(column.label.trim() === '' ? ['says nothing'] : []),
        ...(inCodebook?.type === PLAIN_TYPE[column.type] && inCodebook.label === column.label ? [] : ['is not in the codebook as it is']),
        ...values.filter(value => !obeys(column, value)).map(value => `is ${column.type} and holds ${JSON.stringify(value)}`),
        ...unmarked(column, values, people),
      ].map(fault => `${set.name}.${column.key} ${fault}`)
    }),
  )
}

const unmarked = ({ personal }: Column, values: readonly unknown[], people: RegExp): string[] =>
  personal === undefined && values.some(value => typeof value === 'string' && people.test(value))
    ? ['names a person and does not say so']
    : []
