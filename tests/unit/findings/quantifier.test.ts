import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { QUANTIFIERS, SCALE, quantify, sayPublishable, sayQuantity, wordsOf } from '../../../src/features/findings/quantifier.ts'

const NOUN = { one: 'establishment', many: 'establishments' }

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
    [50, 101, 'Fewer than half'],
    [49, 100, 'Fewer than half'],
    [25, 100, 'Fewer than half'],
    [26, 101, 'Fewer than half'],
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
    [0, 101, 'No'],
    [0, 0, 'No'],
  ])('%i of %i is "%s"', (n, of, words) => expect(wordsOf(quantify(n, of).quantifier)).toBe(words))

  test('is published whole: every step once, in its order', () =>
    expect(SCALE.map(({ quantifier }) => quantifier)).toEqual([...QUANTIFIERS]))

  test('stands by its own examples', () => {
    for (const { quantifier, example } of SCALE) {
      const [n, of] = example.split(' of ').map(Number) as [number, number]
      expect(quantify(n, of).quantifier).toBe(quantifier)
    }
  })

  test('never says more for fewer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 2000 }), fc.nat(1999), (of, at) => {
        const n = at % of
        const step = (count: number) => QUANTIFIERS.indexOf(quantify(count, of).quantifier)
        expect(step(n + 1)).toBeLessThanOrEqual(step(n))
      }),
    )
  })

  test.each([
    [-1, 4],
    [5, 4],
    [0.5, 4],
    [1, Number.NaN],
  ])('refuses %d of %d', (n, of) => expect(() => quantify(n, of)).toThrow(RangeError))
})

describe('a quantity in a sentence', () => {
  test.each([
    [96, 101, 'Almost all establishments (96 of 101)'],
    [101, 101, 'All establishments (101 of 101)'],
    [0, 101, 'No establishments (0 of 101)'],
    [60, 101, 'More than half of establishments (60 of 101)'],
    [1, 2, 'Half of establishments (1 of 2)'],
    [1, 13, 'One establishment (1 of 13)'],
    [1, 1, 'The one establishment (1 of 1)'],
    [0, 0, 'No establishments (0 of 0: nobody was asked)'],
  ])('%i of %i: %s', (n, of, words) => expect(sayQuantity(quantify(n, of), NOUN)).toBe(words))

  test('carries its number whatever it is', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) =>
        expect(sayQuantity(quantify(Math.min(a, b), Math.max(a, b)), NOUN)).toContain(`${Math.min(a, b)} of ${Math.max(a, b)}`),
      ),
    )
  })
})

describe('a small number', () => {
  test.each([
    [0, 101, false],
    [1, 101, true],
    [4, 101, true],
    [5, 101, false],
    [96, 101, false],
    [97, 101, true],
    [100, 101, true],
    [101, 101, false],
    [3, 3, true],
    [0, 4, true],
    [0, 5, false],
  ])('%i of %i is small: %s', (n, of, small) => expect(quantify(n, of).small).toBe(small))

  test.each([
    [96, 101, 'Almost all establishments (96 of 101)'],
    [3, 101, 'Fewer than 5 of 101 establishments'],
    [98, 101, 'All but fewer than 5 of 101 establishments'],
    [3, 6, 'Some establishments (too few to publish numbers)'],
    [2, 2, 'Some establishments (too few to publish numbers)'],
    [1, 13, 'Fewer than 5 of 13 establishments'],
  ])('%i of %i is published as "%s"', (n, of, words) => expect(sayPublishable(quantify(n, of), NOUN)).toBe(words))

  test('cannot be told apart from its neighbours once it is worded for publication', () => {
    fc.assert(
      fc.property(fc.integer({ min: 9, max: 500 }), fc.constantFrom(1, 2, 3, 4), fc.constantFrom(1, 2, 3, 4), (of, one, other) => {
        expect(sayPublishable(quantify(one, of), NOUN)).toBe(sayPublishable(quantify(other, of), NOUN))
        expect(sayPublishable(quantify(of - one, of), NOUN)).toBe(sayPublishable(quantify(of - other, of), NOUN))
      }),
    )
  })
})
