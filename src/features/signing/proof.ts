import { foldEmail } from '../../platform/forms/foldEmail.ts'
import type { Id } from '../../platform/id.ts'
import type { ContactRole } from '../history/index.ts'
import type { signatures } from '../returns/index.ts'
import { plainName } from './plainName.ts'

/** Somebody whom the register has at the establishment today, with an address or without. */
export type Registered = { id: Id<'contact'>; role: ContactRole; name: string; email: string }

/** The link by which somebody came who is to sign. */
export type SignersLink = { contactId: Id<'contact'> | null; email: string; role: ContactRole; main: boolean }

/**
 * How somebody shows that a signature is theirs:
 * - `own_link`: they came by a link that belongs to the role, in the register, or because the school gave it to somebody in the role
 *   where the register has no address
 * - `code`: a code goes to the address that the register has for the role
 * - `give_address`: the register has none: the school gives one, a code goes there, and staff confirm
 */
export type Way =
  | { kind: 'own_link'; proof: 'own_link' | 'given_link'; address: string }
  | { kind: 'code'; proof: 'code'; name: string; address: string }
  | { kind: 'give_address'; proof: 'given_code' }

/** Whose address counts for a signature: a chair and a proprietor sign for the same body. */
export const rolesFor = (role: signatures.SignatureRole): readonly ContactRole[] => (role === 'head' ? ['head'] : ['chair', 'proprietor'])

/** Those whom the register has for a signature, the one in this very role and of this name first. */
export const registeredFor = (
  { role, name }: { role: signatures.SignatureRole; name: string },
  register: readonly Registered[],
): Registered[] => {
  const turn = (one: Registered) => (plainName(one.name) === plainName(name) ? 0 : one.role === role ? 1 : 2)
  return register.filter(one => rolesFor(role).includes(one.role)).toSorted((a, b) => turn(a) - turn(b))
}

/** How this person can show that a signature is theirs, by the register of today and the link by which they came. */
export function wayToSign(
  signer: { role: signatures.SignatureRole; name: string },
  link: SignersLink | undefined,
  register: readonly Registered[],
): Way {
  const registered = registeredFor(signer, register)
  const mailable = registered.filter(({ email }) => email !== '')
  const ownAddress = mailable.find(({ email }) => foldEmail(email) === foldEmail(link?.email ?? ''))
  const own = ownAddress ?? registered.find(({ id }) => id === link?.contactId)
  if (own) return { kind: 'own_link', proof: 'own_link', address: foldEmail(own.email) }
  const [first] = mailable
  if (first) return { kind: 'code', proof: 'code', name: first.name, address: foldEmail(first.email) }
  if (link && !link.main && link.email !== '' && rolesFor(signer.role).includes(link.role))
    return { kind: 'own_link', proof: 'given_link', address: foldEmail(link.email) }
  return { kind: 'give_address', proof: 'given_code' }
}
