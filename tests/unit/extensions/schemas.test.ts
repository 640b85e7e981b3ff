import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { asId } from '../../../src/platform/id.ts'
import { packed, unpacked } from '../../../src/features/extensions/chosenIds.ts'
import { londonInstant } from '../../../src/platform/london.ts'
import { chosenReturns, parseExtension } from '../../../src/features/extensions/schemas.ts'

const now = londonInstant('2027-03-20', '12:00')
const filledIn = { 'due-day': '9', 'due-month': 'April', 'due-year': '2027', 'due-time': '5pm', reason: 'illness', more: '' }

describe('the form for more time', () => {
  test('reads the date and time as they are meant in London', () => {
    expect(parseExtension(filledIn, now)).toEqual({
      ok: true,
      request: { toDueAt: londonInstant('2027-04-09', '17:00'), reasonCode: 'illness', reason: '' },
    })
  })

  const wrong: [string, Record<string, string>, [string, string][]][] = [
    ['a date that does not exist', { 'due-day': '31' }, [['due-day', 'The new due date must be a real date']]],
    ['half a date', { 'due-month': '', 'due-year': '' }, [['due-day', 'The new due date must include a month and year']]],
    ['no time', { 'due-time': '' }, [['due-time', 'Enter the new time']]],
    ['a time that is none', { 'due-time': 'teatime' }, [['due-time', 'The new time must be a time, like 5pm or 17:00']]],
    [
      'a moment that has passed',
      { 'due-day': '20', 'due-month': '3', 'due-time': 'midday' },
      [['due-day', 'The new due date must be in the future: it is midday on Saturday 20 March 2027 now']],
    ],
    ['a year that was mistyped', { 'due-year': '2072' }, [['due-day', 'The new due date must be no later than Monday 20 March 2028']]],
    ['no reason', { reason: '' }, [['reason', 'Choose why more time is given']]],
    ['another reason that is not said', { reason: 'other' }, [['more', 'Say what the reason is']]],
    [
      'everything at once',
      { 'due-day': '', 'due-month': '', 'due-year': '', 'due-time': '', reason: '' },
      [
        ['due-day', 'Enter the new due date'],
        ['due-time', 'Enter the new time'],
        ['reason', 'Choose why more time is given'],
      ],
    ],
  ]
  test.each(wrong)('says what is wrong with %s, at its field', (_name, change, errors) => {
    const parsed = parseExtension({ ...filledIn, ...change }, now)
    expect(parsed.ok ? [] : parsed.errors.map(({ field, message }) => [field, message])).toEqual(errors)
  })

  test('takes the chosen returns once each, and only what is an id', () => {
    expect(chosenReturns({ returns: '3,1,3,x,-4,0,99999999999999999999, 5' })).toEqual([3, 1])
    expect(chosenReturns({})).toEqual([])
  })

  test('holds a round of thirty thousand in a few characters, and any choice of returns as it was', () => {
    const round = Array.from({ length: 30_000 }, (_, at) => asId<'return'>(501 + at))
    expect(packed(round)).toBe('501,+1x29999')
    expect(packed([])).toBe('')
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 2_000 })), some => {
        const ids = some.map(id => asId<'return'>(id))
        expect(unpacked(packed(ids))).toEqual([...ids].sort((one, other) => one - other))
      }),
    )
  })

  test('reads no more ids than any partnership has, whatever the field says', () => {
    const typed = Array.from({ length: 20_000 }, (_, at) => at + 1).join()
    expect([unpacked('1,+1x999999999999').length, unpacked(typed).length]).toEqual([100_000, 20_000])
    expect(unpacked('+1x5,7,+0x9,+xx,+2xz,+2,x')).toEqual([7, 9])
    expect(unpacked('1,+999999999999990x99')).toEqual([1, 999_999_999_999_991])
  })
})
