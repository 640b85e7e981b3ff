import { expect, test } from '@jest/globals'
import { whoIsInvited, type InvitableContact } from '../../../src/features/invitations/index.ts'
import { maskedEmail, reachableContacts } from '../../../src/features/invitations/whoIsInvited.ts'

let id = 0
const contact = (role: InvitableContact['role'], values: Partial<InvitableContact> = {}): InvitableContact => {
  id += 1
  return { id, role, name: role, email: `${role}@school.example`, fromOn: null, toOn: null, ...values }
}
const TODAY = '2027-01-15'

test.each<[string, InvitableContact[], string | null]>([
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
  expect(whoIsInvited(contacts, TODAY)?.role ?? null).toBe(role)
})

test('of two in one role, the one who came last', () => {
  const older = contact('dsl', { fromOn: '2020-09-01' })
  const newer = contact('dsl', { fromOn: '2026-09-01' })
  const undated = contact('dsl')
  expect(whoIsInvited([older, newer, undated], TODAY)).toBe(newer)
  expect(whoIsInvited([newer, undated, older], TODAY)).toBe(newer)
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
