import { describe, expect, test } from '@jest/globals'
import { sampleSize } from '../../../src/features/sampling/draw.ts'
import { intervalOf, intervalOverStrata, neededFor, strataCountAs, tellsNothing } from '../../../src/features/sampling/size.ts'

test.each([
  [1, 104, true],
  [2, 104, true],
  [2, 3, true],
  [4, 104, true],
  [5, 104, false],
  [4, 7, false],
  [6, 7, false],
  [1, 1, false],
  [2, 2, false],
])('whether %d of %d tell nothing of the rest', (drawn, population, few) => {
  expect(tellsNothing({ drawn, population })).toBe(few)
})

describe('how many must be drawn', () => {
  // R. V. Krejcie and D. W. Morgan, Determining sample size for research activities (1970), table 1: 95 %, 5 points. It rounds to the nearest.
  test.each([
    [10, 10],
    [50, 44],
    [100, 80],
    [200, 132],
    [500, 217],
    [1000, 278],
    [2000, 322],
    [10_000, 370],
    [75_000, 382],
    [1_000_000, 384],
  ])('of %d the table of Krejcie and Morgan has %d', (population, table) => {
    const needed = neededFor(population, { confidence: 95, margin: 5 })
    // With the population less one, as they divide, it is the same but for a hundredth or two.
    expect(Math.abs(needed - table)).toBeLessThan(0.52)
    expect(sampleSize(population, { confidence: 95, margin: 5 })).toBe(Math.min(population, Math.ceil(needed)))
  })

  // n0 for an endless population: 1.645², 1.96², 2.576² times 0.25 over the square of the margin.
  test.each([
    [90, 5, 271],
    [95, 5, 385],
    [95, 10, 97],
    [99, 5, 664],
    [99, 1, 16_590],
  ] as const)('at %d%% and %d points of endlessly many, %d', (confidence, margin, expected) =>
    expect(sampleSize(1e12, { confidence, margin })).toBe(expected),
  )

  test.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [104, 51],
  ])('of a frame of %d at 95%% and 10 points, %d', (population, expected) =>
    expect(sampleSize(population, { confidence: 95, margin: 10 })).toBe(expected),
  )
})

describe('what a sample can tell', () => {
  test.each([
    // Wilson's interval for 8 of 10 and 80 of 100 of endlessly many: 0.4902 to 0.9433 and 0.7112 to 0.8666.
    [10, 1e9, 0.4902, 0.9433],
    [100, 1e9, 0.7112, 0.8666],
    [100, 100, 0.8, 0.8],
  ])('80 in 100 of %d drawn of %d', (drawn, population, low, high) => {
    const found = intervalOf(0.8, { drawn, population, confidence: 95 })
    expect(found[0]).toBeCloseTo(low, 4)
    expect(found[1]).toBeCloseTo(high, 4)
  })

  test('the margin that was asked for is kept, whatever the population', () => {
    for (const population of [20, 100, 1000, 30_000]) {
      const drawn = sampleSize(population, { confidence: 95, margin: 5 })
      const [low, high] = intervalOf(0.5, { drawn, population, confidence: 95 })
      expect(high - low).toBeLessThanOrEqual(0.1001)
    }
  })
})

/** Every way to draw so many of these. */
function* draws<Of>(from: readonly Of[], many: number): Generator<Of[]> {
  if (many === 0) yield []
  else
    for (let at = 0; at <= from.length - many; at += 1) for (const rest of draws(from.slice(at + 1), many - 1)) yield [from[at]!, ...rest]
}

describe('what a sample can tell whose groups have not their even share', () => {
  // Nobody takes a formula's word: the variance of the weighted share over every sample that could be drawn, against what is said of it.
  test.each([
    [
      { population: 10, drawn: 2 },
      { population: 5, drawn: 4 },
    ],
    [
      { population: 5, drawn: 1 },
      { population: 10, drawn: 5 },
    ],
    [
      { population: 10, drawn: 3 },
      { population: 5, drawn: 5 },
    ],
  ])('drawn from %j and %j, each of which has two in five', (one, other) => {
    const all = one.population + other.population
    const of = ({ population }: typeof one) => Array.from({ length: population }, (_, at) => (at < 0.4 * population ? 1 : 0))
    const mean = (values: readonly number[]) => values.reduce<number>((sum, value) => sum + value, 0) / values.length
    const weighted: number[] = []
    for (const first of draws(of(one), one.drawn))
      for (const second of draws(of(other), other.drawn))
        weighted.push((one.population * mean(first) + other.population * mean(second)) / all)
    expect(mean(weighted)).toBeCloseTo(0.4, 10)
    const variance = mean(weighted.map(share => (share - 0.4) ** 2))
    expect(strataCountAs([one, other])).toBeCloseTo((0.4 * 0.6) / variance, 8)
  })

  test('one group, and groups in proportion, say what lot alone would', () => {
    const whole = { drawn: 20, population: 100 }
    expect(intervalOverStrata(0.8, [whole], 95)[0]).toBeCloseTo(intervalOf(0.8, { ...whole, confidence: 95 })[0], 12)
    const parted = intervalOverStrata(
      0.8,
      [
        { drawn: 10, population: 50 },
        { drawn: 10, population: 50 },
      ],
      95,
    )
    expect(parted[0]).toBeCloseTo(intervalOf(0.8, { ...whole, confidence: 95 })[0], 2)
    expect(
      intervalOverStrata(
        0.8,
        [
          { drawn: 3, population: 3 },
          { drawn: 2, population: 2 },
        ],
        95,
      ),
    ).toEqual([0.8, 0.8])
  })

  test('one from each of many small groups and one from a large one tell less than so many by lot', () => {
    const strata = [{ drawn: 1, population: 90 }, ...Array.from({ length: 9 }, () => ({ drawn: 1, population: 1 }))]
    expect(strataCountAs(strata)).toBeCloseTo((99 / 90) ** 2, 8)
    const [low] = intervalOverStrata(
      0.8,
      [
        { drawn: 4, population: 80 },
        { drawn: 10, population: 20 },
      ],
      95,
    )
    expect(low).toBeLessThan(intervalOf(0.8, { drawn: 14, population: 100, confidence: 95 })[0])
  })
})
