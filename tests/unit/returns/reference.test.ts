import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { readReference, referenceOf } from '../../../src/features/returns/reference.ts'

test('a reference names the partnership and the year, and can be read out', () => {
  expect(referenceOf('Northmoor', 2026, asId(17))).toMatch(/^NR-2026-[0-9A-HJKMNP-TW-Z]{4}-[0-9A-HJKMNP-TW-Z]$/)
  expect(referenceOf('East Mercia', 2027, asId(17))).toMatch(/^EM-2027-/)
  expect(referenceOf('Île', 2027, asId(17))).toMatch(/^IL-2027-/)
})

test('no two returns share a reference, and neighbours do not look alike', () => {
  const some = Array.from({ length: 40_000 }, (_, at) => referenceOf('Northmoor', 2026, asId(at + 900_000)))
  expect(new Set(some).size).toBe(some.length)
  const bodies = some.slice(0, 1000).map(reference => reference.slice(8, 12))
  const alike = bodies.filter((body, at) => at > 0 && body.slice(0, 2) === bodies[at - 1]?.slice(0, 2))
  expect(alike.length).toBeLessThan(20)
})

test('a reference is read however it is typed', () => {
  const reference = referenceOf('Northmoor', 2026, asId(4711))
  expect(readReference(` ${reference.toLowerCase().replaceAll('-', ' ')} `)).toBe(reference)
  expect(readReference(reference.replaceAll('-', '–'))).toBe(reference)
})

test('one wrong character, or two neighbours that changed places, are noticed', () => {
  const reference = referenceOf('Northmoor', 2026, asId(88_123))
  for (let at = 8; at < 12; at += 1) {
    for (const wrong of '0123456789ABCDEFGHJKMNPQRSTWXYZ') {
      if (wrong === reference[at]) continue
      expect(readReference(reference.slice(0, at) + wrong + reference.slice(at + 1))).toBeNull()
    }
    const [one, two] = [reference[at]!, reference[at + 1]!]
    if (at < 11 && one !== two) expect(readReference(reference.slice(0, at) + two + one + reference.slice(at + 2))).toBeNull()
  }
  expect(readReference('17')).toBeNull()
  expect(readReference('NR-2026-7!3K-Q')).toBeNull()
})
