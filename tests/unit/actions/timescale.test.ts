import { describe, expect, test } from '@jest/globals'
import { readTimescale } from '../../../src/features/actions/timescale.ts'

/** As written; how it was read; the first and the last day; what is said of it. */
const READ: readonly (readonly [string, string, string | null, string | null, ...string[]])[] = [
  ['', 'none', null, null],
  ['   ', 'none', null, null],
  ['Jan 2019', 'month', '2019-01-01', '2019-01-31'],
  ['Sept 2019', 'month', '2019-09-01', '2019-09-30'],
  ['february 2024', 'month', '2024-02-01', '2024-02-29'],
  ['Quarterly', 'rhythm', null, null],
  ['Quarterly from June 2018', 'rhythm', '2018-06-01', null],
  ['Quarterly until March 2019', 'rhythm', null, '2019-03-31'],
  ['Every term', 'rhythm', null, null],
  ['June 2018 to', 'from', '2018-06-01', null, 'no_end'],
  ['June 2018 –', 'from', '2018-06-01', null, 'no_end'],
  ['By', 'unread', null, null, 'unfinished'],
  ['onwards', 'open', null, null],
  ['Ongoing', 'open', null, null],
  ['April 2018 onwards', 'from', '2018-04-01', null],
  ['from September 2020', 'from', '2020-09-01', null],
  ['will be live in 13 schools from September 2020', 'from', '2020-09-01', null],
  ['in 2020', 'year', '2020-01-01', '2020-12-31'],
  ['launch in October 2024', 'month', '2024-10-01', '2024-10-31'],
  ['2019/10', 'unread', null, null, 'looks_like_year'],
  ['2018/19', 'year', '2018-04-01', '2019-08-31', 'two_readings'],
  ['2024-2025', 'year', '2024-04-01', '2025-08-31', 'two_readings'],
  ['2024-2026', 'span', '2024-01-01', '2026-12-31'],
  ['(See above)', 'unread', null, null, 'see_above'],
  ['Q2 2024/25', 'quarter', '2024-07-01', '2024-09-30'],
  ['2024/25 Q4', 'quarter', '2025-01-01', '2025-03-31'],
  ['Q2 2024', 'quarter', '2024-04-01', '2024-09-30', 'two_readings'],
  ['end of March 2025', 'month', '2025-03-01', '2025-03-31'],
  ['by end of March 2025', 'month', '2025-03-01', '2025-03-31'],
  ['By March 2025', 'month', null, '2025-03-31'],
  ['before 1 April 2025', 'day', null, '2025-03-31'],
  ['spring term 2025', 'term', '2025-01-01', '2025-04-30'],
  ['Autumn term 2024/25', 'term', '2024-09-01', '2024-12-31'],
  ['summer 2025', 'term', '2025-04-01', '2025-08-31'],
  ['31/03/2025', 'day', '2025-03-31', '2025-03-31'],
  ['31.3.25', 'day', '2025-03-31', '2025-03-31', 'short_year'],
  ['2025-03-31', 'day', '2025-03-31', '2025-03-31'],
  ['31st March 2025', 'day', '2025-03-31', '2025-03-31'],
  ['March 31st, 2025', 'day', '2025-03-31', '2025-03-31'],
  ['31/02/2025', 'unread', null, null, 'no_such_day'],
  ['03/2025', 'month', '2025-03-01', '2025-03-31'],
  ['Sep-18', 'month', '2018-09-01', '2018-09-30', 'short_year'],
  ["Jan '19", 'month', '2019-01-01', '2019-01-31', 'short_year'],
  ['June to September 2018', 'span', '2018-06-01', '2018-09-30'],
  ['June 2018 – March 2019', 'span', '2018-06-01', '2019-03-31'],
  ['June 2018 and March 2019', 'span', '2018-06-01', '2019-03-31', 'several_dates'],
  ['March', 'unread', null, null, 'no_year'],
  ['tbc', 'unread', null, null, 'to_confirm'],
  ['Jan 2019 (tbc)', 'month', '2019-01-01', '2019-01-31', 'to_confirm'],
  ['within six months', 'unread', null, null],
  ['May 2019', 'month', '2019-05-01', '2019-05-31'],
  ['As soon as it may be', 'unread', null, null],
]

describe('a timescale is read as it was written, and never guessed', () => {
  test.each(READ)('%j is %s', (written, kind, from, to, ...flags) => {
    expect(readTimescale(written)).toEqual({ kind, from, to, flags })
  })

  test('whatever is written, reading it ends at once and fails never', () => {
    expect(readTimescale('2019/'.repeat(9_000)).flags).toContain('several_dates')
    for (const text of ['('.repeat(20_000), '1 '.repeat(20_000), 'jan '.repeat(9_000), '🗓️ 32/13/9999'])
      expect(readTimescale(text)).toMatchObject({ kind: 'unread', from: null, to: null })
  })
})
