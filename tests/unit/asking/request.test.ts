import { expect, test } from '@jest/globals'
import { standingOf, type ReturnThen } from '../../../src/features/asking/request.ts'
import { sayOvertaken } from '../../../src/features/asking/requestWords.ts'
import { parseMoreTime, parseTimeAnswer } from '../../../src/features/asking/schemas.ts'
import { momentAsked } from '../../../src/features/asking/timeAsked.ts'
import { asId } from '../../../src/platform/id.ts'

const DUE = new Date('2027-03-26T17:00:00Z')
const ASKED = new Date('2027-03-20T09:00:00Z')
const LATER = new Date('2027-03-21T09:00:00Z')
const open: ReturnThen = { status: 'in_progress', roundStatus: 'open', submittedAt: null, dueAt: DUE }
const request = (kind: 'more_time' | 'reopen' | 'question') => ({ kind, outcome: null, askedAt: ASKED, dueAtThen: DUE })

test.each([
  ['more_time', {}, 'waiting'],
  ['more_time', { status: 'submitted', submittedAt: LATER }, 'submitted'],
  ['more_time', { status: 'returned', submittedAt: LATER }, 'submitted'],
  ['more_time', { status: 'returned', submittedAt: new Date('2027-03-01T09:00:00Z') }, 'waiting'],
  ['more_time', { dueAt: new Date('2027-04-02T16:00:00Z') }, 'extended'],
  ['more_time', { status: 'excused' }, 'not_expected'],
  ['more_time', { roundStatus: 'closed' }, 'round_closed'],
  ['reopen', { status: 'submitted', submittedAt: DUE }, 'waiting'],
  ['reopen', { status: 'accepted', submittedAt: DUE }, 'waiting'],
  ['reopen', { status: 'returned', submittedAt: DUE }, 'not_submitted'],
  ['question', { status: 'submitted', submittedAt: LATER }, 'waiting'],
  ['question', { status: 'excused' }, 'not_expected'],
] as const)('a request for %s of a return that is now %j stands as %s', (kind, now, standing) => {
  expect(standingOf(request(kind), { ...open, ...now })).toBe(standing)
  expect(standingOf({ ...request(kind), outcome: 'refused' }, { ...open, ...now })).toBe('refused')
})

test('what overtook a request is said with its moment', () => {
  const asked = {
    ...request('more_time'),
    ...{ id: asId<'request'>(1), returnId: asId<'return'>(2), byName: 'Sam', reason: '', wantedOn: '2027-04-16', answer: '' },
    ...{ grantedDueAt: null, answeredBy: null, answeredAt: null, questionKey: null, questionLabel: null, sectionKey: null },
  }
  expect(sayOvertaken(asked, open)).toBe('')
  expect(sayOvertaken(asked, { ...open, status: 'submitted', submittedAt: LATER })).toContain('submitted at 9am on Sunday 21 March 2027')
  expect(sayOvertaken(asked, { ...open, dueAt: new Date('2027-04-02T16:00:00Z') })).toContain('now due at 5pm on Friday 2 April 2027')
})

const day = (prefix: string, date: string) => {
  const [year, month, dayOfMonth] = date.split('-')
  return { [`${prefix}-day`]: dayOfMonth, [`${prefix}-month`]: month, [`${prefix}-year`]: year }
}

test.each([
  ['2027-03-26', 'The new date must be after Friday 26 March 2027, when the return is due'],
  ['2027-03-20', 'The new date must be after today'],
  ['2029-03-26', 'The new date must be no later than Monday 20 March 2028'],
  ['2027-02-31', 'The new date must be a real date'],
])('until %s no more time can be asked for: %s', (date, message) => {
  expect(parseMoreTime({ ...day('until', date), reason: '' }, { now: ASKED, dueAt: DUE })).toEqual({
    ok: false,
    errors: [
      { field: 'until-day', message },
      { field: 'reason', message: 'Say why you need more time' },
    ],
  })
})

test('a day is asked for, and granted at the time of day at which the return is due, in summer and winter', () => {
  const body = { ...day('until', '2027-04-16'), reason: ' We were inspected. ' }
  expect(parseMoreTime(body, { now: ASKED, dueAt: DUE })).toEqual({
    ok: true,
    values: { reason: 'We were inspected.', wantedOn: '2027-04-16' },
  })
  expect(momentAsked('2027-04-16', DUE)).toEqual(new Date('2027-04-16T16:00:00Z'))
})

test('staff grant as asked, grant another date, or refuse with a reason', () => {
  const at = { asked: momentAsked('2027-04-16', DUE), now: ASKED, dueAt: DUE }
  expect(parseTimeAnswer({ answer: 'as_asked' }, at)).toEqual({ ok: true, values: { grant: at.asked } })
  const another = { answer: 'another', ...day('due', '2027-04-02'), 'due-time': '5pm' }
  expect(parseTimeAnswer(another, at)).toEqual({ ok: true, values: { grant: new Date('2027-04-02T16:00:00Z') } })
  expect(parseTimeAnswer({ ...another, ...day('due', '2027-03-26') }, at)).toMatchObject({ ok: false, errors: [{ field: 'due-day' }] })
  expect(parseTimeAnswer({ answer: 'refuse', refusal: 'No.' }, at)).toEqual({ ok: true, values: { refuse: 'No.' } })
  expect(parseTimeAnswer({ answer: 'refuse' }, at)).toMatchObject({ ok: false, errors: [{ field: 'refusal' }] })
  expect(parseTimeAnswer({}, at)).toMatchObject({ ok: false, errors: [{ field: 'answer' }] })
  const late = { ...at, now: new Date('2027-04-17T09:00:00Z') }
  expect(parseTimeAnswer({ answer: 'as_asked' }, late)).toMatchObject({ ok: false, errors: [{ field: 'answer' }] })
})
