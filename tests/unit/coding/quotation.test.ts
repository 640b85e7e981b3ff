import { expect, test } from '@jest/globals'
import { kindWords, sayWho } from '../../../src/features/coding/attribution.ts'
import { filterQuery, NO_COMMENT_FILTER } from '../../../src/features/coding/filter.ts'
import { lacksOf, standsIn, stateOf } from '../../../src/features/coding/quotation.ts'

const PRIMARY = { type: 'Community school', phase: 'Primary' }

test('who wrote is said in general words, and in more general ones where few are meant', () => {
  const kinds = [
    { ...PRIMARY, returns: 3 },
    { type: 'Academy converter', phase: 'Primary', returns: 2 },
    { type: 'Academy special converter', phase: 'Not applicable', returns: 4 },
  ]
  expect(sayWho(PRIMARY, kinds, 5)).toBe('a primary school')
  expect(sayWho(PRIMARY, kinds, 6)).toBe('an establishment')
  expect(sayWho({ type: 'Community special school', phase: '' }, kinds, 5)).toBe('an establishment')
  expect(sayWho(PRIMARY, kinds, 10)).toBeUndefined()
  expect(kindWords({ type: 'Something new', phase: 'Something' })).toBe('an establishment')
})

test('a quotation is published only when somebody edited it, no name is left, and its comment says the same', () => {
  const good = {
    editedAt: new Date(),
    commentVersion: 1,
    nowVersion: 1,
    standing: true,
    original: 'more time',
    comment: 'We want more\ntime.',
  }
  const looked = { marks: [], who: 'a primary school' }
  expect(lacksOf(good, looked)).toEqual([])
  const faults = [
    lacksOf({ ...good, editedAt: null }, looked),
    lacksOf(good, { ...looked, marks: [{ written: 'Ann' }] }),
    lacksOf({ ...good, standing: false }, looked),
    lacksOf({ ...good, nowVersion: 2 }, looked),
    lacksOf({ ...good, comment: 'Nothing' }, looked),
    lacksOf(good, { ...looked, who: undefined }),
  ]
  for (const lacks of faults) expect(lacks).toHaveLength(1)
  expect(stateOf({ editedAt: new Date(), approvedAt: new Date() }, ['x'])).toBe('held')
})

test('words stand in a comment however its lines are broken, and no others do', () => {
  expect(standsIn('more  time', 'We want more\n time.')).toBe(true)
  expect(standsIn('less time', 'We want more time.')).toBe(false)
})

test('an address says what differs from all comments, and nothing else', () => {
  expect(filterQuery(NO_COMMENT_FILTER)).toBe('')
  expect(filterQuery({ shown: 'none', words: 'time & cover' }, 2)).toBe('?show=none&q=time+%26+cover&page=2')
})
