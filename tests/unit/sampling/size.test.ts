import { describe, expect, test } from '@jest/globals'
import { sampleSize } from '../../../src/features/sampling/draw.ts'
import { intervalOf, neededFor, tellsNothing } from '../../../src/features/sampling/size.ts'

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
