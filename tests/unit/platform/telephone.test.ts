import { expect, test } from '@jest/globals'
import { withLinks } from '../../../src/platform/telephone.ts'

const followed = (text: string) => withLinks(text).flatMap(part => (part.href === undefined ? [] : [`${part.text} → ${part.href}`]))

test.each([
  ['Northmoor children’s services on 01632 960 111, at any hour', ['01632 960 111 → tel:01632960111']],
  ['call 999 or 01632 960 111.', ['999 → tel:999', '01632 960 111 → tel:01632960111']],
  ['+44 (0)1632 960111 or (01632) 960 222', ['+44 (0)1632 960111 → tel:+441632960111', '(01632) 960 222 → tel:01632960222']],
  [
    'Questions? Contact Dev at Northmoor: email dev@northmoor.example or call 01632 960 333.',
    ['dev@northmoor.example → mailto:dev@northmoor.example', '01632 960 333 → tel:01632960333'],
  ],
  ['In 2026 to 2027, 9990 of 0 answers; version 0.3', []],
  ['', []],
])('“%s” has its numbers and addresses to follow', (text, ways) => {
  expect(followed(text)).toEqual(ways)
  expect(
    withLinks(text)
      .map(part => part.text)
      .join(''),
  ).toBe(text)
})
