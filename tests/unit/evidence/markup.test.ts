import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { startsLikeMarkup } from '../../../src/features/evidence/markup.ts'
import { A_MOMENT, secondsOf } from '../../support/moment.ts'

/** What it must say, written down as slowly as it can be: for short texts only. */
const SLOW = /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype|html|head|body|script|svg|iframe|\?xml|x?html:)/i

test('it finds what a pattern would find that tries every way of parting the text into comments', () => {
  const piece = fc.constantFrom(
    '<!--',
    '-->',
    '--->',
    '<!-->',
    ' ',
    '\n',
    '\ufeff',
    'x',
    '-',
    '<',
    '<html',
    '<BODY',
    '<?xml',
    '<xhtml:p',
    '<!doctype',
    '<p',
  )
  const found = { yes: 0, no: 0 }
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), pieces => {
      const text = pieces.join('')
      const is = SLOW.test(text)
      found[is ? 'yes' : 'no'] += 1
      expect([text, startsLikeMarkup(text)]).toEqual([text, is])
    }),
    { numRuns: 5000 },
  )
  expect(Math.min(found.yes, found.no)).toBeGreaterThan(200)
})

test.each([
  ['comments', '<!---->'.repeat(150_000)],
  ['comments that stay open', '<!--'.repeat(250_000)],
  ['ends of comments', `<!--${'-->'.repeat(300_000)}`],
  ['ends of comments far apart', `<!--${`-->${' '.repeat(997)}`.repeat(1000)}`],
  ['spaces', ' '.repeat(1_000_000)],
])('a million characters of %s take no time that anybody would notice', (_what, text) => {
  expect(secondsOf(() => expect(startsLikeMarkup(`${text}x`)).toBe(false))).toBeLessThan(A_MOMENT)
})
