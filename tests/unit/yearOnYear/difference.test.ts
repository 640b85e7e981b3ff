import { expect, test } from '@jest/globals'
import { differenceOf, matchedDifference, saySigned } from '../../../src/features/yearOnYear/difference.ts'

test('the difference of two shares has the interval that Newcombe gives for 56 of 70 and 48 of 80', () => {
  // His own example (table II): 0.2, from 0.0524 to 0.3339.
  const { by, low, high, clear } = differenceOf({ n: 48, of: 80 }, { n: 56, of: 70 }, 10)!
  expect([by, low, high].map(share => share.toFixed(4))).toEqual(['0.2000', '0.0524', '0.3339'])
  expect(clear).toBe(true)
})

test('few get no difference, whatever the setting', () => {
  expect(differenceOf({ n: 3, of: 9 }, { n: 50, of: 90 }, 2)).toBeNull()
  expect(differenceOf({ n: 3, of: 14 }, { n: 50, of: 90 }, 15)).toBeNull()
  expect(matchedDifference({ of: 9, then: 1, now: 8, both: 1 }, 10)).toBeNull()
})

test('those who changed their answer decide how sure a matched difference is', () => {
  const few = matchedDifference({ of: 100, then: 50, now: 60, both: 50 }, 10)!
  const many = matchedDifference({ of: 100, then: 50, now: 60, both: 20 }, 10)!
  expect([few.by, many.by]).toEqual([0.1, 0.1])
  expect([few.clear, many.clear]).toEqual([true, false])
})

test('a difference is said in percentage points', () => {
  expect(saySigned({ by: 0.1, low: -0.02, high: 0.2, clear: false })).toBe('+10 (−2 to +20)')
})
