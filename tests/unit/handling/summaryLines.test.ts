import { describe, expect, test } from '@jest/globals'
import { londonInstant } from '../../../src/platform/london.ts'
import { answeredLine, dueLines, excuseLines, sentLines } from '../../../src/features/handling/summaryLines.ts'

const at = londonInstant

describe('when a return is due', () => {
  const due = { status: 'in_progress', firstDueAt: at('2027-03-26', '17:00'), dueAt: at('2027-03-26', '17:00'), extensions: 0 } as const
  const cases: [string, Parameters<typeof dueLines>[0], Date, string[]][] = [
    ['ahead', due, at('2027-03-20', '09:00'), ['5pm on Friday 26 March 2027, in 6 days']],
    [
      'tomorrow, across the change to summer time',
      { ...due, dueAt: at('2027-03-28', '17:00') },
      at('2027-03-27', '23:30'),
      ['5pm on Sunday 28 March 2027, tomorrow'],
    ],
    ['later today', due, at('2027-03-26', '16:59'), ['5pm on Friday 26 March 2027, today']],
    ['at this very moment, which is still in time', due, at('2027-03-26', '17:00'), ['5pm on Friday 26 March 2027, today']],
    ['a moment ago', due, new Date(at('2027-03-26', '17:00').getTime() + 1000), ['5pm on Friday 26 March 2027, earlier today']],
    ['last week', due, at('2027-04-02', '09:00'), ['5pm on Friday 26 March 2027, 7 days ago']],
    ['in the past, and submitted', { ...due, status: 'submitted' }, at('2027-04-02', '09:00'), ['5pm on Friday 26 March 2027']],
    [
      'after two extensions',
      { ...due, dueAt: at('2027-04-09', '12:00'), extensions: 2 },
      at('2027-04-02', '09:00'),
      ['Midday on Friday 9 April 2027, in 7 days', 'First due at 5pm on Friday 26 March 2027; extended twice'],
    ],
  ]
  test.each(cases)('%s', (_name, facts, now, lines) => expect(dueLines(facts, now)).toEqual(lines))
})

test('why nothing is expected is said with its day, and what staff wrote', () => {
  const excuse = (excusedAs: 'closed' | 'covered' | 'not_applicable' | 'declined', excusedReason: string | null = null) =>
    excuseLines({ excusedAs, excusedOn: '2027-01-08', excusedReason }, 'Birchwood Academy')
  expect(excuse('closed')).toEqual(['The establishment closed on Friday 8 January 2027'])
  expect(excuse('covered', 'Converted')).toEqual(['Covered by the return of Birchwood Academy, from Friday 8 January 2027', 'Converted'])
  expect(excuse('not_applicable')).toEqual(['The audit does not apply, accepted on Friday 8 January 2027'])
  expect(excuse('declined')).toEqual(['Declined in writing on Friday 8 January 2027'])
  expect(excuseLines({ excusedAs: null, excusedOn: null, excusedReason: null }, null)).toEqual([])
})

test('how a return came in', () => {
  const moment = at('2027-03-26', '16:04')
  const facts = { submittedAt: moment, submittedVia: 'online', receivedAt: null, reference: 'NM-2027-000001', status: 'submitted' } as const
  expect(sentLines(facts)).toEqual(['Submitted online at 4:04pm on Friday 26 March 2027', 'Reference NM-2027-000001'])
  expect(sentLines({ ...facts, status: 'returned' })[0]).toBe('Submitted online at 4:04pm on Friday 26 March 2027, and sent back since')
  expect(sentLines({ ...facts, submittedVia: 'offline', receivedAt: moment })[0]).toBe('Received offline at 4:04pm on Friday 26 March 2027')
  expect(sentLines({ ...facts, submittedAt: null, submittedVia: null })).toEqual([])
})

test('how much is answered', () => {
  expect(answeredLine({ asked: 0, answered: 0, missing: 0 })).toBe('Nothing yet')
  expect(answeredLine({ asked: 100, answered: 99, missing: 1 })).toBe('99 of 100 questions; 1 answer is missing')
  expect(answeredLine({ asked: 100, answered: 90, missing: 0 })).toBe('90 of 100 questions; nothing is missing')
})
