import { expect, test } from '@jest/globals'
import type { Column } from '../../../src/platform/tabular/column.ts'
import type { DataSet, Row } from '../../../src/platform/tabular/dataSet.ts'
import { columnFaults } from '../../support/columnFaults.ts'
import { obeys } from '../../support/obeys.ts'

const codes = [
  { value: 'met', label: 'Met' },
  { value: 4, label: 'Level 4' },
]

test.each([
  [{ type: 'text' }, 4],
  [{ type: 'text' }, undefined],
  [{ type: 'code', codes }, 'partly'],
  [{ type: 'code' }, ''],
  [{ type: 'integer' }, 1.5],
  [{ type: 'integer', codes }, 5],
  [{ type: 'integer' }, '4'],
  [{ type: 'number' }, Number.NaN],
  [{ type: 'percentage' }, 101],
  [{ type: 'share' }, 97.5],
  [{ type: 'boolean' }, 'true'],
  [{ type: 'date' }, '27 March 2026'],
  [{ type: 'date' }, '2026-13-01'],
  [{ type: 'instant' }, '2026-03-27T10:00:00Z'],
  [{ type: 'instant' }, new Date(Number.NaN)],
] as const)('the guard of the columns sees that %j does not hold %p', (column, value) => {
  expect(obeys(column, value)).toBe(false)
})

test.each([
  [{ type: 'text' }, ''],
  [{ type: 'code', codes }, 'met'],
  [{ type: 'integer', codes }, 4],
  [{ type: 'percentage' }, 100],
  [{ type: 'share' }, 0],
  [{ type: 'date' }, '2026-03-27'],
  [{ type: 'instant' }, 1_790_000_000_000],
  [{ type: 'number' }, null],
] as const)('and that %j holds %p', (column, value) => {
  expect(obeys(column, value)).toBe(true)
})

const good: Column = { key: 'by', type: 'text', label: 'Who did it', personal: 'name' }
const faultsOf = (column: Column, rows: Row[], codebook: Row[] = [['Visits', 'by', 'text', 'Who did it']]) => {
  const set: DataSet = { name: 'visits', title: 'Visits', description: 'One row for each visit.', columns: [column] }
  return columnFaults([{ set, rows }], codebook, /Sam Okafor/)
}

test('a column that is as it should be has no fault', () => {
  expect(faultsOf(good, [['Sam Okafor'], [null]])).toEqual([])
})

test.each([
  ['says nothing', { ...good, label: ' ' }, [], [['Visits', 'by', 'text', ' ']]],
  ['is not in the codebook as it is', good, [], []],
  ['is not in the codebook as it is', good, [], [['Visits', 'by', 'number', 'Who did it']]],
  ['is text and holds 7', good, [[7]], undefined],
  ['names a person and does not say so', { key: 'by', type: 'text', label: 'Who did it' }, [['by Sam Okafor']], undefined],
] as [string, Column, Row[], Row[] | undefined][])('a column that %s is found', (fault, column, rows, codebook) => {
  expect(faultsOf(column, rows, codebook)).toEqual([`visits.by ${fault}`])
})
