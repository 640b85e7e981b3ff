import { expect, test } from '@jest/globals'
import { isOwner } from '../../../src/features/actionPlan/owners.ts'

const SAM = { name: 'Sam Okafor', role: 'dsl' } as const

test.each([
  ['Sam Okafor', true],
  ['sam okafor (DSL) and Lee Marsh', true],
  ['DSL', true],
  ['The Designated Safeguarding Lead, with governors', true],
  ['Deputy DSL', false],
  ['Samuel Okafor', false],
  ['Okafor', false],
  ['Headteacher', false],
  ['', false],
  [null, false],
])('%p is owned by Sam Okafor, the DSL: %p', (owner, theirs) => {
  expect(isOwner(owner, SAM)).toBe(theirs)
})

test.each([
  ['Head of Year 9', 'head', false],
  ['Head of school', 'head', true],
  ['Head of Year 9 and the head', 'head', true],
  ['Chair of the PTA', 'chair', false],
  ['Chair of governors', 'chair', true],
  ['The chair of the board of trustees', 'chair', true],
  ['Headteacher of Ashgrove', 'head', true],
] as const)('%p is the %s: %p', (owner, role, theirs) => {
  expect(isOwner(owner, { name: 'Ann Lee', role })).toBe(theirs)
})

test('a person without a name owns nothing by it', () => {
  expect(isOwner('Anyone', { name: ' ', role: 'other' })).toBe(false)
})
