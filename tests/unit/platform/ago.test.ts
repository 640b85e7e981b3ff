import { expect, test } from '@jest/globals'
import { momentOf } from '../../../src/platform/forms/moment.ts'
import { foundTitle } from '../../../src/platform/http/paginate.ts'
import { sayAgo } from '../../../src/platform/say.ts'

test.each([
  [1, 'yesterday'],
  [28, '28 days ago'],
  [29, '4 weeks ago'],
  [91, '13 weeks ago'],
  [92, '3 months ago'],
  [730, '23 months ago'],
  [1772, '4 years ago'],
])('%i days are told as people count them', (days, words) => expect(sayAgo(days)).toBe(words))

const moment = (day: string, month: string, year: string, time: string, isEnd = true) =>
  momentOf({ day, month, year, time }, 'due', { date: 'The due date', time: 'The due time', isEnd })

test('midnight is no due time: people mean the end of the day, and clocks its beginning', () => {
  for (const time of ['midnight', '00:00', '12am'])
    expect(moment('15', '1', '2027', time)).toMatchObject({ errors: [{ field: 'due-time' }] })
  expect(moment('15', '1', '2027', '11:59pm')).toEqual({ instant: new Date('2027-01-15T23:59:00Z') })
  expect(moment('15', '1', '2027', 'midnight', false)).toEqual({ instant: new Date('2027-01-15T00:00:00Z') })
})

test('a time that the clocks leave out and a year that nobody means are asked for again', () => {
  expect(moment('28', '3', '2027', '1:30am')).toMatchObject({
    errors: [{ field: 'due-time', message: expect.stringContaining('clocks go forward') }],
  })
  expect(moment('31', '10', '2027', '1:30am')).toEqual({ instant: new Date('2027-10-31T00:30:00Z') })
  expect(moment('15', '1', '9999', '5pm')).toMatchObject({ errors: [{ field: 'due-day', message: expect.stringContaining('2100') }] })
})

test('a list that is narrowed says in its title what was found', () => {
  expect(foundTitle('Returns', 34, false)).toBe('Returns')
  expect(foundTitle('Returns', 1234, true)).toBe('Returns: 1,234 found')
  expect(foundTitle('Returns', 0, true)).toBe('Returns: none found')
})
