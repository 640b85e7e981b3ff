import { expect, test } from '@jest/globals'
import { WHOLE_RETURN } from '../../../src/features/history/index.ts'
import { signsOwnWork } from '../../../src/features/signing/plainName.ts'
import { signsAs, waitsForChair } from '../../../src/features/answering/signOff.ts'

test.each([
  ['head', 'may_follow', 'head'],
  ['head', 'not_needed', 'head'],
  ['chair', 'may_follow', 'chair'],
  ['proprietor', 'may_follow', 'proprietor'],
  ['chair', 'not_needed', null],
  ['dsl', 'may_follow', null],
  ['deputy_dsl', 'may_follow', null],
  ['link_governor', 'may_follow', null],
  ['business_manager', 'may_follow', null],
  ['other', 'may_follow', null],
] as const)('a contributor who is %s, where the chair’s signature is %s, signs as %s', (role, chairSignOff, expected) => {
  expect(signsAs({ role, reach: WHOLE_RETURN }, { chairSignOff })).toBe(expected)
  expect(signsAs({ role, reach: { ...WHOLE_RETURN, maySign: false } }, { chairSignOff })).toBeNull()
})

test.each([
  ['may_follow', [], true],
  ['may_follow', ['head'], true],
  ['may_follow', ['head', 'chair'], false],
  ['may_follow', ['proprietor'], false],
  ['not_needed', ['head'], false],
] as const)('with the chair’s signature %s and signed by %j, it is still to come: %s', (chairSignOff, roles, expected) => {
  expect(
    waitsForChair(
      { chairSignOff },
      roles.map(role => ({ role })),
    ),
  ).toBe(expected)
})

test.each([
  ['Ruth Ainsworth', ['Sam Okafor'], false],
  ['Sam Okafor', ['Sam Okafor'], true],
  ['Mr  sam okafor', ['Sam Okafor'], true],
  ['Zoë Núñez', ['Zoe Nunez'], true],
  ['Samuel Okafor', ['Sam Okafor'], false],
  ['Sam Okafor', [], false],
])('%s, with %j as safeguarding lead, signs their own work: %s', (name, leads, expected) => {
  expect(signsOwnWork({ name }, leads)).toBe(expected)
})
