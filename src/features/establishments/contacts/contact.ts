import type { Id } from '../../../platform/id.ts'
import { plusDays } from '../../../platform/london.ts'
import type { ContactRole } from '../../history/index.ts'

/** What is known of a person in a role. Dates are days ('YYYY-MM-DD'); a blank one is open. */
export type ContactFacts = { role: ContactRole; name: string; email: string; phone: string; fromOn: string | null; toOn: string | null }
export type Contact = ContactFacts & {
  id: Id<'contact'>
  establishmentId: Id<'establishment'>
  version: number
  /** Of several who share a post, the one to write to first. */
  main: boolean
}

/** Roles of which an establishment has one holder at a time. */
export const HELD_BY_ONE: readonly ContactRole[] = ['head', 'dsl', 'chair', 'proprietor', 'link_governor', 'business_manager']

/** What becomes of the contacts when somebody is named for a role. */
export type Placement =
  | { outcome: 'unchanged'; contact: Contact }
  | { outcome: 'changed'; contact: Contact }
  | { outcome: 'new'; ends: { contact: Contact; toOn: string }[] }
  | { outcome: 'fault'; field: 'fromOn' | 'toOn'; message: string }

/**
 * Places a person among the contacts that an establishment has.
 *
 * The same person in the same role (by name) is the same contact, brought up to date;
 * once it is over, only for whoever says that it was over on that day. Anybody else is new; in a role that one person holds, whoever holds it ends the day before the new one begins. Somebody who
 * began only that day or since was named by mistake, and is corrected instead. Somebody who is to begin later is left alone.
 *
 * @param contacts those of the establishment
 * @param today from when a new contact counts, when no day is given
 * @param spared contacts that stay in the role beside the new person: two may share a post
 */
export function place(
  facts: ContactFacts,
  contacts: readonly Contact[],
  today: string,
  spared: ReadonlySet<Id<'contact'>> = new Set(),
): Placement {
  const fault = periodFault(facts)
  if (fault) return fault
  const alike = sameContact(facts, contacts, today)
  if (alike) return isSame(alike, facts) ? { outcome: 'unchanged', contact: alike } : { outcome: 'changed', contact: alike }
  if (!HELD_BY_ONE.includes(facts.role) || isOver(facts, today)) return { outcome: 'new', ends: [] }
  const begins = facts.fromOn ?? today
  const holders = contacts.filter(
    contact => contact.role === facts.role && !spared.has(contact.id) && (contact.toOn === null || contact.toOn >= begins),
  )
  const mistaken = holders.find(({ fromOn }) => fromOn !== null && fromOn >= begins && (fromOn === begins || fromOn <= today))
  if (mistaken) return { outcome: 'changed', contact: mistaken }
  const before = holders.filter(({ fromOn }) => fromOn === null || fromOn < begins)
  return { outcome: 'new', ends: before.map(contact => ({ contact, toOn: plusDays(begins, -1) })) }
}

/** The contact that these facts are about, among those of an establishment. */
export const sameContact = (facts: ContactFacts, contacts: readonly Contact[], today: string): Contact | undefined =>
  contacts.find(contact => isSamePerson(contact, facts) && (!isOver(contact, today) || contact.toOn === facts.toOn))

/** What a contact says once these facts are put over it: what a file leaves blank stays. */
export function overlaidContact(contact: Contact, facts: ContactFacts): ContactFacts {
  const kept = isSamePerson(contact, facts)
  return {
    role: facts.role,
    name: facts.name,
    email: facts.email === '' && kept ? contact.email : facts.email,
    phone: facts.phone === '' && kept ? contact.phone : facts.phone,
    fromOn: facts.fromOn ?? contact.fromOn,
    toOn: facts.toOn ?? (kept ? contact.toOn : null),
  }
}

function periodFault({ fromOn, toOn }: ContactFacts): Extract<Placement, { outcome: 'fault' }> | null {
  if (fromOn === null || toOn === null || toOn >= fromOn) return null
  return { outcome: 'fault', field: 'toOn', message: 'The last day is before the first' }
}

/** Whether a contact holds on a day. */
export const holdsOn = ({ fromOn, toOn }: Pick<ContactFacts, 'fromOn' | 'toOn'>, day: string): boolean =>
  (fromOn === null || fromOn <= day) && (toOn === null || toOn >= day)

export const isOver = ({ toOn }: Pick<ContactFacts, 'toOn'>, today: string): boolean => toOn !== null && toOn < today

/** One role of an establishment is hardly ever held by two people of one name: who has another address has changed it. */
export const isSamePerson = (contact: ContactFacts, facts: ContactFacts): boolean =>
  contact.role === facts.role && plain(contact.name) === plain(facts.name)

const plain = (name: string): string => foldedName(name).replace(/^(?:mr|mrs|miss|ms|mx|dr|rev|sir|dame|sr|fr) /, '')

/** A name as names are compared: without capitals, apostrophes, and whatever else is neither letter nor number. */
export const foldedName = (name: string): string =>
  name
    .slice(0, LONGEST_FOLDED)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['‘’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** More than any name that is kept: what is longer is refused elsewhere, and not folded first. */
const LONGEST_FOLDED = 300

function isSame(contact: Contact, facts: ContactFacts): boolean {
  const merged = overlaidContact(contact, facts)
  return (['name', 'email', 'phone', 'fromOn', 'toOn'] as const).every(field => merged[field] === contact[field])
}
