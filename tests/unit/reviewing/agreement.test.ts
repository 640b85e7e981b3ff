import { describe, expect, test } from '@jest/globals'
import { agreementOf, kappaOf, type Cell, type Kappa } from '../../../src/features/reviewing/agreement.ts'
import { sayShare, shareOf } from '../../../src/features/reviewing/share.ts'
import { intervalOf } from '../../../src/features/sampling/size.ts'

/** A table of two raters as cells; empty cells are left out, as the database leaves them out. */
const cellsOf = (table: readonly (readonly number[])[]): Cell[] =>
  table.flatMap((row, one) => row.flatMap((n, other) => (n === 0 ? [] : [{ one: `c${one}`, other: `c${other}`, n }])))

/** The skin conditions of the manual of SAS, as two dermatologists saw them. */
const SKIN = [
  [10, 4, 1, 0],
  [5, 10, 12, 2],
  [2, 4, 12, 5],
  [0, 2, 6, 13],
]
/** What 91 couples said of their marriage (Hout, Duncan and Sobel 1987; `SexualFun` of the R package vcd). */
const COUPLES = [
  [7, 7, 2, 3],
  [2, 8, 3, 7],
  [1, 5, 4, 9],
  [2, 8, 9, 14],
]
/** A hundred diagnoses (Fleiss, Statistical Methods for Rates and Proportions, 2nd edition 1981, table 13.1). */
const DIAGNOSES = [
  [75, 1, 4],
  [5, 4, 1],
  [0, 0, 10],
]

describe('Cohen’s kappa with its standard error', () => {
  test.each<[string, number[][], { value: number; standardError: number; interval?: [number, number] }]>([
    ['the manual of SAS/STAT, PROC FREQ, “Agreement Study”', SKIN, { value: 0.3449, standardError: 0.0724, interval: [0.203, 0.4868] }],
    ['vcd 1.4, Kappa(SexualFun)', COUPLES, { value: 0.1293, standardError: 0.0686 }],
    ['Fleiss 1981, section 13.1', DIAGNOSES, { value: 0.676, standardError: 0.088 }],
  ])('is that of %s', (_source, table, published) => {
    const kappa = kappaOf(cellsOf(table)) as Kappa
    const digits = published.value === 0.676 ? 3 : 4
    expect(kappa.value).toBeCloseTo(published.value, digits)
    expect(kappa.standardError).toBeCloseTo(published.standardError, digits)
    if (published.interval) {
      expect(kappa.interval?.[0]).toBeCloseTo(published.interval[0], 4)
      expect(kappa.interval?.[1]).toBeCloseTo(published.interval[1], 4)
    }
  })

  test('has the standard error that the delta method gives, worked out by numbers alone', () => {
    for (const table of [
      SKIN,
      COUPLES,
      DIAGNOSES,
      [
        [9, 3],
        [2, 16],
      ],
      [
        [3, 9],
        [16, 2],
      ],
    ]) {
      const kappa = kappaOf(cellsOf(table)) as Kappa
      expect(kappa.standardError).toBeCloseTo(byDeltaMethod(table), 6)
    }
  })

  test('is the other way about the same, whoever of the two is called the first', () => {
    const turned = SKIN.map((_, at) => SKIN.map(row => row[at]!))
    expect((kappaOf(cellsOf(turned)) as Kappa).standardError).toBeCloseTo((kappaOf(cellsOf(SKIN)) as Kappa).standardError, 12)
  })
})

/** The variance of a multinomial, carried through the slope of kappa in each cell: no formula of theirs is used. */
function byDeltaMethod(table: readonly (readonly number[])[]): number {
  const n = table.flat().reduce((all, one) => all + one, 0)
  const p = table.map(row => row.map(one => one / n))
  const kappa = (shares: readonly (readonly number[])[]) => {
    const rows = shares.map(row => row.reduce((all, one) => all + one, 0))
    const columns = shares.map((_, at) => shares.reduce((all, row) => all + row[at]!, 0))
    const observed = shares.reduce((all, row, at) => all + row[at]!, 0)
    const chance = rows.reduce((all, row, at) => all + row * columns[at]!, 0)
    return (observed - chance) / (1 - chance)
  }
  const step = 1e-6
  const slope = (i: number, j: number) => {
    const moved = (by: number) => p.map((row, at) => row.map((one, to) => (at === i && to === j ? one + by : one)))
    return (kappa(moved(step)) - kappa(moved(-step))) / (2 * step)
  }
  const cells = p.flatMap((row, i) => row.map((share, j) => ({ share, slope: slope(i, j) })))
  const mean = cells.reduce((all, { share, slope: at }) => all + share * at, 0)
  return Math.sqrt((cells.reduce((all, { share, slope: at }) => all + share * at * at, 0) - mean * mean) / n)
}

describe('what is said of how two reviewers agree', () => {
  test('of 19 pairs there is no kappa, of 20 there is', () => {
    expect(
      agreementOf(
        cellsOf([
          [12, 2],
          [2, 3],
        ]),
      ),
    ).toMatchObject({ pairs: 19, agreed: 15, kappa: 'few' })
    expect(
      agreementOf(
        cellsOf([
          [12, 2],
          [2, 4],
        ]),
      ).kappa,
    ).toMatchObject({ value: expect.closeTo(0.5238, 4) })
  })

  test('who always said the same one thing has no kappa: chance explains all of it', () => {
    expect(agreementOf(cellsOf([[25]]))).toMatchObject({ agreed: 25, kappa: 'one_verdict' })
  })

  test('who never differed has a kappa of 1 without an interval, and the interval of the share is honest about it', () => {
    const { kappa, share } = agreementOf(
      cellsOf([
        [15, 0],
        [0, 10],
      ]),
    )
    expect(kappa).toEqual({ value: 1, standardError: 0, interval: null })
    expect(share).toMatchObject({ value: 1, low: expect.closeTo(0.8668, 4), high: 1 })
  })

  test('one who always said the same while the other did not agrees no better than by chance', () => {
    expect(agreementOf(cellsOf([[12, 13]])).kappa).toMatchObject({ value: 0 })
  })

  test('nothing read twice is nothing, and divides nothing', () => {
    expect(agreementOf([])).toEqual({ pairs: 0, agreed: 0, share: null, kappa: 'few' })
  })
})

describe('a share with its interval', () => {
  // R. G. Newcombe, Two-sided confidence intervals for the single proportion (Statistics in Medicine 17, 1998), table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i of %i is the published one', (n, of, low, high) => {
    const share = shareOf(n, of)!
    expect(share.low).toBeCloseTo(low, 4)
    expect(share.high).toBeCloseTo(high, 4)
  })

  test('of 9 is not named, of 10 it is', () => {
    expect(sayShare(3, 9)).toBe('3 of 9')
    expect(sayShare(3, 10)).toBe('30% (11% to 60%)')
    expect(sayShare(0, 0)).toBe('0 of 0')
  })

  test('of a population without end is what that of a very large one comes to', () => {
    const [low, high] = intervalOf(0.3, { drawn: 50, population: Infinity, confidence: 95 })
    const [near, far] = intervalOf(0.3, { drawn: 50, population: 1e9, confidence: 95 })
    expect(low).toBeCloseTo(near, 6)
    expect(high).toBeCloseTo(far, 6)
  })
})
