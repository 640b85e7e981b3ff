import { describe, expect, test } from '@jest/globals'
import { urgencyOf } from '../../../src/features/chasing/chase.ts'
import { parseChase } from '../../../src/features/chasing/schemas.ts'

test.each([
  ['never chased', null, 'never'],
  ['to be chased today', { nextOn: '2027-03-26' }, 'today'],
  ['to be chased yesterday', { nextOn: '2027-03-25' }, 'today'],
  ['to be chased tomorrow', { nextOn: '2027-03-27' }, 'later'],
  ['chased without a next day', { nextOn: null }, 'open'],
] as const)('a return %s', (_name, last, urgency) => expect(urgencyOf(last, '2027-03-26')).toBe(urgency))

describe('the form of a chase', () => {
  const filledIn = {
    ...{ kind: 'call', said: 'Will send it on Friday' },
    ...{ 'on-day': '26', 'on-month': '3', 'on-year': '2027' },
    ...{ 'next-day': '', 'next-month': '', 'next-year': '' },
  }
  const errorsOf = (change: Record<string, string>) => {
    const parsed = parseChase({ ...filledIn, ...change }, '2027-03-26')
    return parsed.ok ? [] : parsed.errors.map(({ field, message }) => [field, message])
  }

  test('may leave out when to chase again', () => {
    expect(parseChase(filledIn, '2027-03-26')).toEqual({
      ok: true,
      values: { kind: 'call', on: '2027-03-26', said: 'Will send it on Friday', nextOn: null },
    })
  })

  test.each([
    ['no kind', { kind: '' }, [['kind', 'Choose how you chased']]],
    ['a reminder, which the program sends', { kind: 'reminder' }, [['kind', 'Choose how you chased']]],
    ['nothing said', { said: '  ' }, [['said', 'Say what was said']]],
    ['a day that does not exist', { 'on-day': '31', 'on-month': '2' }, [['on-day', 'The date must be a real date']]],
    [
      'a day that lies ahead',
      { 'on-day': '27' },
      [['on-day', 'The date must be today or in the past year: it is Friday 26 March 2027 today']],
    ],
    ['half a next day', { 'next-day': '1' }, [['next-day', 'The next date must include a month and year']]],
    [
      'a next day that has passed',
      { 'next-day': '25', 'next-month': '3', 'next-year': '2027' },
      [['next-day', 'The next date must be today or in the coming year']],
    ],
  ])('says what is wrong with %s, at its field', (_name, change, errors) =>
    expect(errorsOf(change as Record<string, string>)).toEqual(errors),
  )
})
