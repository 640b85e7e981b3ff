import { expect, test } from '@jest/globals'
import { cameBy, isOverdue } from '../../../src/features/returns/dueDate.ts'
import { dueLine } from '../../../src/features/answering/dueLine.ts'

const at = (text: string) => new Date(text)
const due = at('2027-03-26T17:00:00Z')

test.each([
  ['in_progress', '2027-03-26T16:59:59.999Z', false],
  ['in_progress', '2027-03-26T17:00:00Z', false],
  ['in_progress', '2027-03-26T17:00:00.001Z', true],
  ['issued', '2027-03-27T00:00:00Z', true],
  ['returned', '2027-03-27T00:00:00Z', true],
  ['not_issued', '2027-03-27T00:00:00Z', false],
  ['submitted', '2027-03-27T00:00:00Z', false],
  ['awaiting_sign_off', '2027-03-27T00:00:00Z', false],
  ['excused', '2027-03-27T00:00:00Z', false],
] as const)('a return that is %s at %s is overdue: %s', (status, now, expected) => {
  expect(isOverdue({ status, dueAt: due }, at(now))).toBe(expected)
})

test.each([
  ['2027-03-26T17:00:00Z', 'on_time'],
  ['2027-03-26T17:00:00.001Z', 'in_extension'],
  ['2027-04-09T16:00:00Z', 'in_extension'],
  ['2027-04-09T16:00:00.001Z', 'late'],
] as const)('a return of which more time was given and that came at %s came %s', (submittedAt, expected) => {
  expect(cameBy({ submittedAt: at(submittedAt), firstDueAt: due, dueAt: at('2027-04-09T16:00:00Z') })).toBe(expected)
})

test.each([
  ['2027-03-12T09:00:00Z', 'Due at 5pm on Friday 26 March 2027, in 14 days.', 'plain'],
  ['2027-03-25T23:30:00Z', 'Due at 5pm on Friday 26 March 2027, tomorrow.', 'soon'],
  ['2027-03-26T00:30:00Z', 'Due at 5pm on Friday 26 March 2027, today.', 'soon'],
  ['2027-03-26T17:00:01Z', 'This was due at 5pm on Friday 26 March 2027, earlier today. You can still complete and submit it.', 'overdue'],
  // The clocks go forward on the 28th: three days on the calendar, less than 72 hours.
  ['2027-03-29T08:00:00Z', 'This was due at 5pm on Friday 26 March 2027, 3 days ago. You can still complete and submit it.', 'overdue'],
] as const)('at %s the task list says: %s', (now, text, tone) => {
  expect(dueLine({ status: 'in_progress', firstDueAt: due, dueAt: due }, at(now))).toEqual({ text, tone })
})

test('an extended return says what it was before, in summer time as on the wall', () => {
  const line = dueLine({ status: 'opened', firstDueAt: due, dueAt: at('2027-04-09T16:00:00Z') }, at('2027-04-01T09:00:00Z'))
  expect(line.text).toBe(
    'Due at 5pm on Friday 9 April 2027, in 8 days. Your partnership gave you more time: it was first due at 5pm on Friday 26 March 2027.',
  )
})
