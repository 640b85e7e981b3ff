import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { firstToAnswer, reachableContacts, type ReachableContact } from '../../../src/features/establishments/index.ts'
import { maskedEmail } from '../../../src/features/links/maskedEmail.ts'

let id = 0
const contact = (role: ReachableContact['role'], values: Partial<ReachableContact> = {}): ReachableContact => {
  id += 1
  return { id: asId(id), role, name: role, email: `${role}@school.example`, fromOn: null, toOn: null, main: true, ...values }
}
const TODAY = '2027-01-15'

test.each<[string, ReachableContact[], string | null]>([
  ['the DSL before the head', [contact('head'), contact('dsl')], 'dsl'],
  ['the head where there is no DSL', [contact('chair'), contact('head'), contact('deputy_dsl')], 'head'],
  ['the head where the DSL has no address', [contact('dsl', { email: '' }), contact('head')], 'head'],
  ['the deputy where there is neither', [contact('link_governor'), contact('deputy_dsl')], 'deputy_dsl'],
  ['the proprietor of a small setting', [contact('proprietor'), contact('other')], 'proprietor'],
  ['nobody without an address', [contact('dsl', { email: '' })], null],
  ['nobody at all', [], null],
  ['not a DSL who has left', [contact('dsl', { toOn: '2027-01-14' }), contact('head')], 'head'],
  ['a DSL on the last day', [contact('dsl', { toOn: TODAY }), contact('head')], 'dsl'],
  ['not a DSL who has not begun', [contact('dsl', { fromOn: '2027-01-16' }), contact('head')], 'head'],
  ['a DSL on the first day', [contact('dsl', { fromOn: TODAY }), contact('head')], 'dsl'],
])('%s', (_what, contacts, role) => {
  expect(firstToAnswer(contacts, TODAY)?.role ?? null).toBe(role)
})

test('of two in one role, the one who came last', () => {
  const older = contact('dsl', { fromOn: '2020-09-01' })
  const newer = contact('dsl', { fromOn: '2026-09-01' })
  const undated = contact('dsl')
  expect(firstToAnswer([older, newer, undated], TODAY)).toBe(newer)
  expect(firstToAnswer([newer, undated, older], TODAY)).toBe(newer)
})

test('of two who share a post, the main one', () => {
  const main = contact('dsl')
  const newer = contact('dsl', { main: false, fromOn: '2026-09-01' })
  expect(firstToAnswer([newer, main], TODAY)).toBe(main)
})

test('everybody who can be mailed today may be handed the link', () => {
  const here = [contact('head'), contact('chair')]
  expect(reachableContacts([...here, contact('dsl', { email: '' }), contact('dsl', { toOn: '2026-01-01' })], TODAY)).toEqual(here)
})

test.each([
  ['sam.okafor@ashgrove.example', 's•••@ashgrove.example'],
  ['s@ashgrove.example', 's•••@ashgrove.example'],
])('%s is shown as %s', (email, masked) => {
  expect(maskedEmail(email)).toBe(masked)
})
