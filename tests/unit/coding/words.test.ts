import { expect, test } from '@jest/globals'
import { likenessOf, mostLike, resembles } from '../../../src/features/coding/resemblance.ts'
import { count, frequent, newTally, termsIn, zOf } from '../../../src/features/coding/words.ts'

test('words that say something are counted once in a comment, and those next to each other together', () => {
  expect([...termsIn('The young carers’ group, and the young carers of 2024')]).toEqual([
    'young',
    'carers',
    'young carers',
    'group',
    'carers group',
  ])
})

test('without a question the words of most comments come first; of a question, those that are rarer elsewhere', () => {
  const tally = newTally()
  const of = (question: string, n: number, body: string) =>
    count(
      tally,
      Array.from({ length: n }, () => ({ question, body })),
    )
  of('one', 10, 'school transport')
  of('one', 10, 'school')
  of('two', 30, 'school meals')
  expect(frequent(tally).words).toEqual(['school', 'meals', 'transport'])
  expect(frequent(tally, 'one')).toEqual({ words: ['transport'], pairs: ['school transport'] })
  of('three', 4, 'rare')
  expect(frequent(tally).words).not.toContain('rare')
})

test('a share that is the same elsewhere is no more frequent, and one that is nought anywhere is a number', () => {
  expect(zOf({ n: 10, of: 20 }, { n: 50, of: 100 })).toBeCloseTo(0)
  expect(Number.isFinite(zOf({ n: 0, of: 0 }, { n: 5, of: 5 }))).toBe(true)
  expect(zOf({ n: 15, of: 20 }, { n: 5, of: 100 })).toBeGreaterThan(2)
})

test('a comment that uses the words of a theme is more like it than one that does not, and too few teach nothing', () => {
  const coded = ['young carers wait', 'young carers help', 'a young carer']
  const others = ['the boiler', 'the roof leaks', 'the boiler again', 'a bus']
  const likeness = likenessOf(coded, others)
  expect(resembles('two young people', likeness)).toBeGreaterThan(resembles('two boilers', likeness))
  expect(mostLike([{ body: 'roof' }, { body: 'young carers' }], likeness, 5)).toEqual([{ body: 'young carers' }])
  expect(likenessOf(coded.slice(0, 2), others).size).toBe(0)
})
