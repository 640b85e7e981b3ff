import { describe, expect, test } from '@jest/globals'
import { numberFormats, shownNumber } from '../../../src/platform/spreadsheets/reading/formats.ts'

const styles = (code: string) =>
  numberFormats(
    `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${code}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>`,
  )[0]!

describe('a number is read as its cell shows it, where somebody laid it out to be read', () => {
  test.each([
    ['mmm-yy', 43466, 'Jan-19'],
    ['mmmm yyyy', 43466, 'January 2019'],
    ['dd/mm/yyyy', 43466, '01/01/2019'],
    ['d mmm yyyy;@', 43709, '1 Sep 2019'],
    ['m/d/yyyy', 43469, '4/1/2019'],
    ['mm-dd-yy', 43469, '04-01-19'],
    ['[$-809]dd mmmm yyyy', 43466, '01 January 2019'],
    ['0%', 0.98, '98%'],
    ['0.0%', 0.757, '75.7%'],
    ['000000', 1234, '001234'],
  ])('%s', (code, value, seen) => {
    expect(shownNumber(String(value), styles(code), { is1904: false, asSeen: true })).toBe(seen)
  })

  test('and as the day that it is elsewhere', () => {
    expect(shownNumber('43466', styles('mmm-yy'), { is1904: false, asSeen: false })).toBe('2019-01-01')
    expect(shownNumber('0.98', styles('0%'), { is1904: false, asSeen: false })).toBe('0.98')
  })
})
