import { expect, test } from '@jest/globals'
import { cumulate } from '../../../src/features/dashboard/pages/overviewCharts.ts'

const round = { opensAt: new Date('2026-03-02T09:00:00Z'), dueAt: new Date('2026-03-06T17:00:00Z') }

test('the line of returns received begins at the opening and keeps what came before each day', () => {
  const days = cumulate(
    round,
    [
      { date: '2026-03-03', count: 2 },
      { date: '2026-03-05', count: 1 },
    ],
    new Date('2026-03-05T12:00:00Z'),
  )
  expect(days).toEqual([
    { date: '2026-03-02', cumulative: 0 },
    { date: '2026-03-03', cumulative: 2 },
    { date: '2026-03-04', cumulative: 2 },
    { date: '2026-03-05', cumulative: 3 },
  ])
})

test('a return that comes in after the due date is on the line', () => {
  expect(cumulate(round, [{ date: '2026-03-09', count: 1 }], new Date('2026-04-01T12:00:00Z')).at(-1)).toEqual({
    date: '2026-03-09',
    cumulative: 1,
  })
})

test('a round that nobody has answered still has a line, at nought', () => {
  expect(new Set(cumulate(round, [], new Date('2026-03-04T12:00:00Z')).map(day => day.cumulative))).toEqual(new Set([0]))
})
