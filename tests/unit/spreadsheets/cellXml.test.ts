import { columnLetters } from '../../../src/platform/tabular/cellPlace.ts'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { cellText, daySerial, instantSerial, partsOf, textCell } from '../../../src/platform/spreadsheets/cellXml.ts'
import { londonAhead } from '../../../src/platform/london.ts'

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
  [16_383, 'XFD'],
])('column %i is called %s', (at, letters) => expect(columnLetters(at)).toBe(letters))

test.each([
  ['1900-03-01', 61],
  ['2026-11-05', 46_331],
  ['2024-02-29', 45_351],
  ['1899-12-31', null],
  ['2026-02-29', null],
  ['2026-13-01', null],
  ['5 November', null],
])('the day %s is kept as %s', (day, serial) => expect(daySerial(day)).toBe(serial))

test.each([
  ['2026-01-15T12:00:00Z', '2026-01-15 12:00:00'],
  ['2026-07-15T12:00:00Z', '2026-07-15 13:00:00'],
  ['2026-03-29T00:59:59Z', '2026-03-29 00:59:59'],
  ['2026-03-29T01:00:00Z', '2026-03-29 02:00:00'],
  ['2026-10-25T00:59:59Z', '2026-10-25 01:59:59'],
  ['2026-10-25T01:00:00Z', '2026-10-25 01:00:00'],
])('the instant %s stands in a cell as %s, as clocks in London showed it', (instant, wall) => {
  const serial = instantSerial(Date.parse(instant))
  expect(new Date(Math.round((serial - 25_569) * 86_400) * 1000).toISOString().slice(0, 19).replace('T', ' ')).toBe(wall)
})

test('5pm is never shown as a second before it by a program that cuts parts of seconds off', () => {
  const seconds = Array.from({ length: 86_400 }, (_, second) => instantSerial(Date.UTC(2026, 0, 15) + second * 1000) - 46_037)
  const early = seconds.filter((serial, second) => second - serial * 86_400 > 1e-6)
  expect(early).toEqual([])
})

test('the quick difference between London and UTC is right at every hour of a year', () => {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' })
  const hours = Array.from({ length: 365 * 24 }, (_, hour) => Date.UTC(2026, 0, 1) + hour * 3_600_000)
  const wrong = hours.filter(at => (new Date(at).getUTCHours() + londonAhead(at) / 3_600_000) % 24 !== Number(clock.format(at)))
  expect(wrong).toEqual([])
})

test.each([
  ['a\u0000b\u0007c\u001fd\u007f', 'abcd'],
  ['one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
  ['half \ud83d of a smile', 'half \ufffd of a smile'],
  ['not a character \ufffe\uffff', 'not a character '],
  ['😀 שלום é \t', '😀 שלום é \t'],
])('a text keeps all that a workbook can hold: %j', (typed, kept) => expect(cellText(typed)).toBe(kept))

test.each([
  ['a < b & c > d', '<c r="A1" t="inlineStr"><is><t>a &lt; b &amp; c &gt; d</t></is></c>'],
  ['_x000D_ was typed', '<c r="A1" t="inlineStr"><is><t>_x005F_x000D_ was typed</t></is></c>'],
  [' spaces ', '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> spaces </t></is></c>'],
  ['=1+1', '<c r="A1" t="inlineStr"><is><t>=1+1</t></is></c>'],
  ['', ''],
])('the text %j is written as text', (text, xml) => expect(textCell('<c r="A1"', text)).toBe(xml))

test('whatever is typed, what is written is XML and comes back as it went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), typed => {
      const text = cellText(typed)
      const xml = textCell('<c r="A1"', text)
      expect(xml).toMatch(/^$|^<c r="A1" t="inlineStr"><is><t[^>]*>[^<>]*<\/t><\/is><\/c>$/)
      expect(Array.from(xml).every(character => isXmlCharacter(character.codePointAt(0) ?? 0))).toBe(true)
      const read = xml
        .replace(/<[^>]+>/g, '')
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&amp;/g, '&')
      expect(read.replace(/_x005F_(?=x[0-9a-fA-F]{4}_)/g, '_')).toBe(text)
    }),
    { numRuns: 150 },
  )
})

const isXmlCharacter = (code: number): boolean =>
  code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000

test('a long text is cut into parts that together are the text, and never within a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 2, max: 9 }), (text, length) => {
      const parts = partsOf(text, length)
      expect(parts.join('')).toBe(text)
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(length)
        expect(part.isWellFormed()).toBe(text.isWellFormed())
      }
    }),
  )
})
