import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { withWebLinks } from '../../../src/platform/webLinks.ts'
import { A_MOMENT, secondsOf } from '../../support/moment.ts'

const hrefs = (text: string) => withWebLinks(text).flatMap(({ href }) => href ?? [])

test.each([
  ['See https://help.example/a, or ask.', ['https://help.example/a']],
  ['(http://help.example/a_(b))', ['http://help.example/a_(b)']],
  ['(see www.help.example).', ['https://www.help.example/']],
  ['“https://help.example”', ['https://help.example/']],
  ['javascript:alert(1) data:text/html,x ftp://help.example mailto:a@help.example', []],
  ['https://good.example@evil.example/ https://a:b@evil.example', []],
  ['https:// http://localhost www. https://', []],
  ['HTTPS://Help.Example/A', ['https://help.example/A']],
])('%s', (text, expected) => {
  expect(hrefs(text)).toEqual(expected)
})

test('no text loses a letter, and nothing but the web is followed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('https://', 'www.', 'a.example', ')', '"', ' ', '\n', 'javascript:'))),
      parts => {
        const text = parts.join('')
        const linked = withWebLinks(text)
        expect(linked.map(part => part.text).join('')).toBe(text)
        for (const { href } of linked) if (href !== undefined) expect(href).toMatch(/^https?:\/\//)
      },
    ),
  )
})

test('an address of brackets, however many, is read at once', () => {
  const closing = ')'.repeat(1_000_000)
  expect(secondsOf(() => expect(hrefs(`https://a.example/b${closing}`)).toEqual(['https://a.example/b']))).toBeLessThan(A_MOMENT)
})
