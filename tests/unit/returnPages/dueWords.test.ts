import { expect, test } from '@jest/globals'
import { dueWords } from '../../../src/features/returnPages/index.ts'

const DUE = { dueAt: new Date('2026-10-30T17:00:00Z'), returnedDueOn: null }
const BEFORE = new Date('2026-10-01T12:00:00Z')
const AFTER = new Date('2026-11-05T12:00:00Z')

test.each([
  ['in time', { ...DUE, status: 'in_progress' }, BEFORE, 'Due at 5pm on Friday 30 October 2026'],
  ['late', { ...DUE, status: 'in_progress' }, AFTER, 'It was due at 5pm on Friday 30 October 2026'],
  [
    'sent back by a day of its own',
    { ...DUE, status: 'returned', returnedDueOn: '2026-11-20' },
    AFTER,
    'Asked for again by Friday 20 November 2026',
  ],
  ['sent back without one', { ...DUE, status: 'returned' }, AFTER, 'It was due at 5pm on Friday 30 October 2026'],
  ['sent again since', { ...DUE, status: 'submitted', returnedDueOn: '2026-11-20' }, AFTER, ''],
] as const)('says of a return that is %s by when it is wanted', (_name, due, now, said) => {
  expect(dueWords(due, now)).toBe(said)
})
