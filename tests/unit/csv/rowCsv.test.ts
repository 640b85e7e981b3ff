import { expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { lineWriter, textField } from '../../../src/platform/csv/rowCsv.ts'

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', "=cmd|' /C calc'!A0", '＝1', '＠SUM(A1)'])(
  '%j is no formula in a field: an apostrophe stands before it',
  typed => {
    expect(textField(typed)).toMatch(/^"?'/)
  },
)

test.each(['1-2', 'a=b', 'St Thomas’s', ' =spaced', 'x@school.example', ''])('%j stays as it is', typed => {
  expect(textField(typed)).toBe(typed)
})

test('texts with commas, quotes and line ends are read back whole, and control characters are left out', () => {
  const typed = ['a,b', 'she said "no"', 'two\nlines', 'é😀', 'bell\u0007']
  const line = lineWriter(typed.map(() => ({ type: 'text' as const })))(typed)
  expect(parse(line)).toEqual([['a,b', 'she said "no"', 'two\nlines', 'é😀', 'bell']])
})

test('numbers, truths, days, instants and blanks are written one way each', () => {
  const columns = (['number', 'boolean', 'boolean', 'date', 'instant', 'instant', 'share', 'integer', 'text'] as const).map(type => ({
    type,
  }))
  const line = lineWriter(columns)([
    -1.5,
    true,
    false,
    '2026-02-28',
    new Date('2026-07-01T12:30:00Z'),
    Date.parse('2026-01-01T12:30:00Z'),
    0.25,
    Number.NaN,
    null,
  ])
  expect(line).toBe('-1.5,TRUE,FALSE,2026-02-28,2026-07-01 13:30:00,2026-01-01 12:30:00,0.25,,\r\n')
})

test('a value that repeats itself from row to row, and one that does not, are each their own', () => {
  const line = lineWriter([{ type: 'text' }])
  expect([line(['a']), line(['a']), line(['=b']), line([null]), line(['=b'])]).toEqual(['a\r\n', 'a\r\n', "'=b\r\n", '\r\n', "'=b\r\n"])
})
