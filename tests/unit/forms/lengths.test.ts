import { expect, test } from '@jest/globals'
import { capped, LONGEST, withoutEnd } from '../../../src/platform/forms/lengths.ts'

test('what is longer than its field ends in an ellipsis and stays too long for its reader, wherever its spaces are', () => {
  for (const text of ['1'.repeat(90), `1${' '.repeat(90)}1`, `${' '.repeat(90)}${'1'.repeat(41)}`]) {
    const cut = capped('due-year', text)
    expect([cut.length, cut.endsWith('…'), cut.trim().length]).toEqual([LONGEST.date, true, LONGEST.date])
  }
})

test('spaces around an answer do not make it too long, and a text is left as it is', () => {
  expect(capped('due-year', `${' '.repeat(90)}2027${' '.repeat(90)}`)).toBe('2027')
  expect(capped('note', ` ${'a'.repeat(12_000)} `)).toHaveLength(12_002)
  expect(capped('returns', '123,'.repeat(50_000))).toHaveLength(200_000)
})

test('a text loses some characters at its end, and no others', () => {
  expect(withoutEnd('the end, - .', ' ,-.')).toBe('the end')
  expect(withoutEnd('---', '-')).toBe('')
})
