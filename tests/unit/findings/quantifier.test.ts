import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { QUANTIFIERS, SCALE, quantify, sayQuantity, wordsOf } from '../../../src/features/findings/quantifier.ts'

const WHOM = { one: 'establishment that has sent its return', many: 'establishments that have sent theirs' }
const ALWAYS = { least: 1 }

const word = (n: number, of: number): string => {
  const { quantifier } = quantify(n, of, ALWAYS)
  return quantifier === null ? 'no word' : wordsOf(quantifier)
}

describe('the scale from numbers to words', () => {
  test.each([
    [101, 101, 'All'],
    [100, 101, 'Almost all'],
    [96, 101, 'Almost all'],
    [90, 100, 'Almost all'],
    [91, 101, 'Almost all'],
    [89, 100, 'Most'],
    [90, 101, 'Most'],
    [75, 100, 'Most'],
    [3, 4, 'Most'],
    [74, 100, 'More than half'],
    [75, 101, 'More than half'],
    [51, 100, 'More than half'],
    [51, 101, 'More than half'],
    [7, 13, 'More than half'],
    [2, 3, 'More than half'],
    [50, 100, 'Half'],
    [1, 2, 'Half'],
    [50, 101, 'Nearly half'],
    [49, 100, 'Nearly half'],
    [40, 100, 'Nearly half'],
    [39, 100, 'About a third'],
    [40, 101, 'About a third'],
    [25, 100, 'About a third'],
    [26, 101, 'About a third'],
    [24, 100, 'Some'],
    [25, 101, 'Some'],
    [10, 100, 'Some'],
    [11, 101, 'Some'],
    [10, 101, 'A few'],
    [9, 100, 'A few'],
    [2, 100, 'A few'],
    [2, 21, 'A few'],
    [2, 20, 'Some'],
    [1, 3, 'One'],
    [1, 101, 'One'],
    [0, 101, 'None'],
    [0, 0, 'no word'],
  ])('%i of %i is "%s"', (n, of, words) => expect(word(n, of)).toBe(words))

  test('is published whole: every step once, in its order', () =>
    expect(SCALE.map(({ quantifier }) => quantifier)).toEqual([...QUANTIFIERS]))

  test('stands by its own examples', () => {
    for (const { words, example } of SCALE) {
      const [n, of] = example.split(' of ').map(Number) as [number, number]
      expect(word(n, of)).toBe(words)
    }
  })

  test('never says more for fewer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 2000 }), fc.nat(1999), (of, at) => {
        const n = at % of
        const step = (count: number) => QUANTIFIERS.indexOf(quantify(count, of, ALWAYS).quantifier ?? 'none')
        expect(step(n + 1)).toBeLessThanOrEqual(step(n))
      }),
    )
  })

  test.each([
    [9, 10, 10, 'Almost all'],
    [9, 9, 10, 'no word'],
    [6, 6, 10, 'no word'],
    [0, 6, 10, 'no word'],
    [6, 6, 6, 'All'],
  ])('%i of %i, where a word needs %i: %s', (n, of, least, words) => {
    const { quantifier } = quantify(n, of, { least })
    expect(quantifier === null ? 'no word' : wordsOf(quantifier)).toBe(words)
  })

  test.each([
    [10, 20, 0.8, 'Most'],
    [10, 20, 0.5, 'Half'],
    [19, 20, 0.39, 'About a third'],
    [20, 20, 1, 'All'],
    [0, 20, 0, 'None'],
    [1, 20, 0.03, 'One'],
  ])('%i of %i, weighted %d, is "%s"', (n, of, weighted, words) =>
    expect(wordsOf(quantify(n, of, { least: 10, weighted }).quantifier ?? 'one')).toBe(words),
  )

  test.each([
    [-1, 4],
    [5, 4],
    [0.5, 4],
    [1, Number.NaN],
  ])('refuses %d of %d', (n, of) => expect(() => quantify(n, of, ALWAYS)).toThrow(RangeError))
})

describe('a quantity in a sentence', () => {
  test.each([
    [96, 101, 'Almost all (96) of the 101 establishments that have sent theirs'],
    [101, 101, 'All of the 101 establishments that have sent theirs'],
    [0, 101, 'None of the 101 establishments that have sent theirs'],
    [60, 101, 'More than half (60) of the 101 establishments that have sent theirs'],
    [30, 101, 'About a third (30) of the 101 establishments that have sent theirs'],
    [1, 13, 'One of the 13 establishments that have sent theirs'],
    [6, 6, '6 of the 6 establishments that have sent theirs'],
    [0, 6, 'None of the 6 establishments that have sent theirs'],
    [1, 1, '1 of the 1 establishment that has sent its return'],
    [0, 0, 'Nothing to count yet among the establishments that have sent theirs:'],
  ])('%i of %i: %s', (n, of, words) => expect(sayQuantity(quantify(n, of, { least: 10 }), WHOM)).toBe(words))

  test('says when strata weigh differently', () =>
    expect(sayQuantity(quantify(9, 13, { least: 10, weighted: 0.83 }), WHOM)).toBe(
      'Most (9) of the 13 establishments that have sent theirs (83% when weighted)',
    ))

  test('carries its number whatever it is, and never says "fewer than half"', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), fc.nat(500), (a, b) => {
        const [n, of] = [Math.min(a, b), Math.max(a, b)]
        const said = sayQuantity(quantify(n, of, { least: 10 }), WHOM)
        expect(said).toContain(`of the ${of} `)
        expect(said).toMatch(n === of && of >= 10 ? /^All/ : new RegExp(`\\b${n === 0 ? '(0|None)' : n === 1 ? '(1|One)' : n}\\b`))
        expect(said.toLowerCase()).not.toContain('fewer than half')
      }),
    )
  })
})
