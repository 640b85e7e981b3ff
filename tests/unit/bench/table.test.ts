import { expect, test } from '@jest/globals'
import { metWords, replaced, rowOf, rowsIn, tableOf } from '../../bench/table.ts'

const line = (name: string, value: number, ratio: number | null) => ({
  name,
  value,
  unit: 'ms',
  reference: ratio === null ? null : value / ratio,
  ratio,
  n: 3,
  detail: { page: '/rounds/:n', compressedKb: 61, goal: 'ratio <= 3, value < 300' },
})

test('the table of the benchmarks says of every goal whether it is met, as far as the goal is written so', () => {
  expect(metWords('ratio <= 3, value < 300', { ratio: 3, value: 299.9 })).toBe('yes')
  expect(metWords('ratio <= 3, value < 300', { ratio: 2, value: 300 })).toBe('NO')
  expect(metWords('ratio <= 3, compressedKb <= 60', { ratio: 2, compressedKb: 61 })).toBe('NO')
  expect(metWords('ratio >= 0.5', { ratio: 0.49 })).toBe('NO')
  expect(metWords('as small as it can be', { ratio: 2 })).toBe('')
  expect(metWords('ratio <= 3', { ratio: null })).toBe('')
})

test('a document keeps the lines of benches that were not run, and those alone', () => {
  const first = [rowOf(line('one', 10, 2), '2026-11-01, aaaaaaa'), rowOf(line('two', 1234.5, null), '2026-11-01, aaaaaaa')]
  const kept = rowsIn(`# How fast it is\n\n${tableOf(first)}\n`)
  expect(kept).toEqual(first)
  const again = rowOf(line('one', 20, 4), '2026-11-29, bbbbbbb')
  expect(replaced(kept, [again], ['two', 'one'])).toEqual([first[1], again])
  expect(replaced(kept, [again], ['one'])).toEqual([again])
})

test('a bench that was run for one size keeps its lines of other sizes', () => {
  const of = (returns: number, value: number) => ({ ...line('one', value, 2), detail: { returns, goal: 'ratio <= 3' } })
  const first = [rowOf(of(3_000, 10), '2026-11-01, aaaaaaa'), rowOf(of(30_000, 90), '2026-11-01, aaaaaaa')]
  const again = rowOf(of(30_000, 80), '2026-11-29, bbbbbbb')
  expect(replaced(first, [again], ['one'], 30_000)).toEqual([first[0], again])
  const smaller = rowOf(of(3_000, 11), '2026-11-29, bbbbbbb')
  expect(replaced(first, [smaller], ['one'], 3_000)).toEqual([first[1], smaller])
  expect(replaced(first, [again], ['one'])).toEqual([again])
})

test('a bench that names its lines keeps them while another is run', () => {
  const first = [rowOf(line('one (plain)', 10, 2), '2026-11-01, aaaaaaa'), rowOf(line('one (packed)', 12, 2), '2026-11-01, aaaaaaa')]
  const other = rowOf(line('two', 20, 4), '2026-11-29, bbbbbbb')
  expect(replaced(first, [other], ['two', 'one'])).toEqual([other, ...first])
})
