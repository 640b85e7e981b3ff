import type { ContactRole } from '../history/index.ts'

/** A contact of an establishment, as the choice of the invited person looks at it. */
export type InvitableContact = {
  id: number
  role: ContactRole
  name: string
  email: string
  fromOn: string | null
  toOn: string | null
}

/** Whose task the audit is, first: the designated lead, then the head, then whoever stands nearest to them. */
const ORDER: readonly ContactRole[] = ['dsl', 'head', 'deputy_dsl', 'proprietor', 'business_manager', 'chair', 'link_governor', 'other']

/**
 * The person to whom an establishment's audit link goes: the first by role who holds it today and has an email address;
 * of several in one role, the one who came last. Null when there is nobody to mail.
 *
 * @param today 'YYYY-MM-DD'
 */
export function whoIsInvited<Contact extends InvitableContact>(contacts: readonly Contact[], today: string): Contact | null {
  const reachable = contacts.filter(contact => contact.email !== '' && holdsRole(contact, today))
  const ranked = reachable.toSorted(
    (a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || (b.fromOn ?? '').localeCompare(a.fromOn ?? '') || b.id - a.id,
  )
  return ranked[0] ?? null
}

/** Whether a contact holds the role today: the first and the last day count. */
export const holdsRole = ({ fromOn, toOn }: { fromOn: string | null; toOn: string | null }, today: string): boolean =>
  (fromOn === null || fromOn <= today) && (toOn === null || toOn >= today)

/** Who of an establishment may be handed a link: everyone who holds a role today and has an address. */
export const reachableContacts = <Contact extends InvitableContact>(contacts: readonly Contact[], today: string): Contact[] =>
  contacts.filter(contact => contact.email !== '' && holdsRole(contact, today))

/** "s•••@ashgrove.example": enough to recognise one's own address by, too little to learn somebody else's. */
export function maskedEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  return `${local.slice(0, 1)}•••@${domain}`
}
