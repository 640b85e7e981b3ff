import { expect, test } from '@jest/globals'
import { areaKeyFrom, codeFrom, freeCode } from '../../../src/features/rounds/round.ts'
import { roundDates } from '../../../src/features/rounds/roundDates.ts'
import { momentInBoxes, type TypedMoment } from '../../../src/platform/forms/moment.ts'

const NOW = new Date('2026-11-20T10:00:00Z')
const at = (date: string, time: string): TypedMoment => {
  const [day = '', month = '', year = ''] = date.split('/')
  return { day, month, year, time }
}

test.each([
  ['winter', at('27/1/2027', '5pm'), '2027-01-27T17:00:00.000Z'],
  ['summer', at('27/5/2027', '5pm'), '2027-05-27T16:00:00.000Z'],
  ['a month by name', at('27/May/2027', '17.00'), '2027-05-27T16:00:00.000Z'],
  ['midday', at('27/1/2027', 'midday'), '2027-01-27T12:00:00.000Z'],
  ['the hour that comes twice, the first time', at('25/10/2027', '1:30am'), '2027-10-25T00:30:00.000Z'],
])('a due time in %s is read from a clock in England', (_what, due, instant) => {
  const dates = roundDates({ opens: at('1/12/2026', '9am'), due }, NOW)
  expect('dueAt' in dates && dates.dueAt.toISOString()).toBe(instant)
})

test('every fault of both dates is told at once', () => {
  const dates = roundDates({ opens: at('30/2/2027', ''), due: at('//2027', '25:00') }, NOW)
  expect('errors' in dates && dates.errors).toEqual([
    { field: 'opens-day', message: 'The opening date must be a real date' },
    { field: 'opens-time', message: 'Enter the opening time' },
    { field: 'due-day', message: 'The due date must include a day and month' },
    { field: 'due-time', message: 'The due time must be a time, like 5pm or 17:00' },
  ])
})

test('a round may open earlier today, and an opening that passed while it was prepared may stand', () => {
  expect('dueAt' in roundDates({ opens: at('20/11/2026', '8am'), due: at('27/3/2027', '5pm') }, NOW)).toBe(true)
  const passed = new Date('2026-11-01T09:00:00Z')
  const typed = { opens: at('1/11/2026', '9am'), due: at('27/3/2027', '5pm') }
  expect('dueAt' in roundDates(typed, NOW, passed)).toBe(true)
  expect('errors' in roundDates(typed, NOW)).toBe(true)
})

test('a due date at the very moment is in the past, and one at the opening is not after it', () => {
  expect(roundDates({ opens: at('20/11/2026', '9am'), due: at('20/11/2026', '10am') }, NOW)).toEqual({
    errors: [{ field: 'due-day', message: 'The due date and time must be in the future' }],
  })
  expect(roundDates({ opens: at('1/12/2026', '9am'), due: at('1/12/2026', '9am') }, NOW)).toEqual({
    errors: [{ field: 'due-day', message: 'The due date and time must be after the opening, 9am on Tuesday 1 December 2026' }],
  })
})

test('the boxes show again what they were given', () => {
  expect(momentInBoxes(new Date('2027-05-27T16:00:00Z'))).toEqual(at('27/5/2027', '5pm'))
})

test.each([
  ['Safeguarding audit 2026 to 2027', 'safeguarding-audit-2026-to-2027'],
  ['  Écoles & collèges!  ', 'ecoles-colleges'],
  ['?', 'round'],
  ['A very long name of a round that nobody would want to type twice', 'a-very-long-name-of-a-round-that-nobody'],
])('“%s” is proposed the code %s', (name, code) => {
  expect(codeFrom(name)).toBe(code)
  expect(code).toMatch(/^[a-z0-9][a-z0-9-]{1,40}$/)
})

test('a code that is taken is numbered', () => {
  expect(freeCode('audit', ['other'])).toBe('audit')
  expect(freeCode('audit', ['audit', 'audit-2'])).toBe('audit-3')
})

test('an area that staff name has a key that no other has, fit to be a column', () => {
  expect(areaKeyFrom('Online safety', [])).toBe('online_safety')
  expect(areaKeyFrom('Online safety', ['online_safety'])).toBe('online_safety_2')
  expect(areaKeyFrom('2027', [])).toMatch(/^[a-z][a-z0-9_]{1,58}$/)
})
