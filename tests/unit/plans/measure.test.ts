import { describe, expect, test } from '@jest/globals'
import { adviceOn, readValue, sayValue } from '../../../src/features/plans/measure.ts'

describe('a value is read as it was written, and no whole is made up', () => {
  test.each([
    ['98 %', 'percent', 98, null, null, 'a percentage, without the numbers behind it'],
    ['98 % of parents who completed', 'percent', 98, null, null, 'a percentage, without the numbers behind it'],
    ['98 % of 61 parents', 'words', null, null, null, 'not read as a number'],
    ['75%', 'percent', 75, null, null, 'a percentage, without the numbers behind it'],
    ['134 of 177', 'share', null, 134, 177, '75.7 %'],
    ['134/177', 'share', null, 134, 177, '75.7 %'],
    ['1,204', 'number', 1204, null, null, ''],
    ['61', 'number', 61, null, null, ''],
    ['nearly 700', 'words', null, null, null, 'not read as a number'],
    ['9 of 7', 'words', null, null, null, 'not read as a part of a whole: 9 is more than 7'],
    ['5 of 0', 'words', null, null, null, 'not read as a part of a whole: there is no part of 0'],
    ['1,23', 'words', null, null, null, 'not read as a number'],
    ['9'.repeat(30_000), 'words', null, null, null, 'not read as a number'],
  ])('%j', (written, kind, number, numerator, denominator, said) => {
    const read = readValue(written)
    expect(read).toEqual({ kind, number, numerator, denominator })
    expect(sayValue({ ...read, written })).toBe(said)
  })
  test('of more than the whole it is said what to do', () => {
    expect(adviceOn('9 of 7')).toBe('If the second number is a target, write the first as the value, and the target in the note.')
    expect(adviceOn('7 of 9')).toBe('')
  })
})
