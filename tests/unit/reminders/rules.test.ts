import { expect, test } from '@jest/globals'
import { remindedDays, ruleOn } from '../../../src/features/reminders/index.ts'
import { plusDays } from '../../../src/platform/london.ts'

const DUE = '2027-03-15'

test('each reminder holds from its day until the next, and none two weeks after the date', () => {
  const on = (days: number) => ruleOn('action', DUE, plusDays(DUE, days))
  expect([-15, -14, -1, 0, 6, 7, 13, 14].map(on)).toEqual([null, 'due_soon', 'due_soon', 'due', 'due', 'overdue', 'overdue', null])
})

test('whoever was asked to sign is reminded once, two weeks after, and of nothing that is a month old', () => {
  const on = (days: number) => ruleOn('signature', DUE, plusDays(DUE, days))
  expect([0, 13, 14, 27, 28].map(on)).toEqual([null, null, 'unsigned', 'unsigned', null])
})

test('the days that are looked for are those on which a reminder can hold, and no others', () => {
  const today = '2027-03-15'
  const { from, to } = remindedDays(today)
  expect([from, to].map(day => ruleOn('action', day, today))).toEqual(['overdue', 'due_soon'])
  expect([plusDays(from, -1), plusDays(to, 1)].map(day => ruleOn('action', day, today))).toEqual([null, null])
})
