import { describe, expect, test } from '@jest/globals'
import { londonInstant } from '../../../src/platform/london.ts'
import { planExtensions, type ExtendableReturn } from '../../../src/features/extensions/grant.ts'

const now = londonInstant('2027-03-20', '12:00')
const due = londonInstant('2027-03-26', '17:00')
const later = londonInstant('2027-04-09', '17:00')
const second = 1000

describe('who can be given more time', () => {
  const cases: [string, Partial<ExtendableReturn>, Date, string | null][] = [
    ['before it is due', {}, later, null],
    ['after it was due', { dueAt: londonInstant('2027-03-19', '17:00') }, later, null],
    ['a second time', { dueAt: londonInstant('2027-04-02', '17:00') }, later, null],
    ['until one second later', {}, new Date(due.getTime() + second), null],
    ['that was not issued yet', { status: 'not_issued' }, later, null],
    ['that is being answered', { status: 'in_progress' }, later, null],
    ['that was returned for more work', { status: 'returned' }, later, null],
    ['that was submitted', { status: 'submitted' }, later, 'Already submitted'],
    ['whose chair has still to sign', { status: 'awaiting_sign_off' }, later, 'Already submitted'],
    ['that was accepted', { status: 'accepted' }, later, 'Already submitted'],
    ['that is excused', { status: 'excused' }, later, 'No return is expected any more'],
    ['until the moment it is due already', {}, due, 'Already due at 5pm on Friday 26 March 2027'],
    ['until before it is due', { dueAt: later }, due, 'Already due at 5pm on Friday 9 April 2027'],
    ['until this very moment', { dueAt: new Date(now.getTime() - second) }, now, 'The new due date has passed'],
    [
      'until a moment that has passed',
      { dueAt: londonInstant('2027-03-01', '17:00') },
      londonInstant('2027-03-19', '17:00'),
      'The new due date has passed',
    ],
    ['in a closed round', { roundStatus: 'closed' }, later, 'The round is not open'],
    ['in a round that is being prepared', { roundStatus: 'draft' }, later, 'The round is not open'],
    ['that was submitted in a round that is closed', { roundStatus: 'closed', status: 'submitted' }, later, 'The round is not open'],
  ]
  test.each(cases)('a return %s', (_name, facts, to, words) => {
    const asked: ExtendableReturn = { status: 'issued', dueAt: due, roundStatus: 'open', ...facts }
    const plan = planExtensions([asked], to, now)
    expect(plan.refused.map(refused => refused.words)).toEqual(words === null ? [] : [words])
    expect(plan.granted).toEqual(words === null ? [asked] : [])
  })

  test('everybody is either given more time or refused, in the order given', () => {
    const statuses = ['issued', 'submitted', 'opened', 'excused', 'returned'] as const
    const asked = statuses.map(status => ({ status, dueAt: due, roundStatus: 'open' as const }))
    const plan = planExtensions(asked, later, now)
    expect(plan.granted.map(({ status }) => status)).toEqual(['issued', 'opened', 'returned'])
    expect(plan.refused.map(refused => refused.asked.status)).toEqual(['submitted', 'excused'])
  })
})

describe('on the days on which the clocks change', () => {
  const facts = { status: 'issued', roundStatus: 'open' } as const

  test('5pm on the Sunday of summer time is 16:00 UTC, an hour less after 5pm on the Saturday', () => {
    const saturday = londonInstant('2027-03-27', '17:00')
    const sunday = londonInstant('2027-03-28', '17:00')
    expect(sunday.toISOString()).toBe('2027-03-28T16:00:00.000Z')
    expect((sunday.getTime() - saturday.getTime()) / 3_600_000).toBe(23)
    expect(planExtensions([{ ...facts, dueAt: saturday }], sunday, now).granted).toHaveLength(1)
  })

  test('the half hour that does not exist is the one after it, which can still be later than midnight', () => {
    const missing = londonInstant('2027-03-28', '01:30')
    expect(missing.toISOString()).toBe('2027-03-28T01:30:00.000Z')
    expect(planExtensions([{ ...facts, dueAt: londonInstant('2027-03-28', '02:30') }], missing, now).refused).toHaveLength(1)
  })

  test('of the hour that comes twice in October the first is meant', () => {
    const twice = londonInstant('2027-10-31', '01:30')
    expect(twice.toISOString()).toBe('2027-10-31T00:30:00.000Z')
    expect(planExtensions([{ ...facts, dueAt: twice }], londonInstant('2027-10-31', '01:30'), now).refused).toHaveLength(1)
  })
})
