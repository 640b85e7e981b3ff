import type { Id } from '../../platform/id.ts'
import { foldEmail } from '../../platform/forms/foldEmail.ts'
import type { ReachableContact } from '../establishments/index.ts'
import type { ContactRole } from '../history/index.ts'

/** A link that works, with whom it was given to. */
export type LinkHolder = {
  invitationId: Id<'invitation'>
  /** The contact who was given it; null for a colleague whom somebody named, and for one that is handed over by hand. */
  contactId: Id<'contact'> | null
  name: string
  email: string
  role: ContactRole
  main: boolean
  /** Whether it opens all of the return, to be answered and signed. */
  whole: boolean
  /** 'YYYY-MM-DD' */
  givenOn: string
}

/** Who holds a link now. `given` is the address that it was given to, when that was another. */
export type PresentHolder = {
  is: 'here'
  name: string
  email: string
  given: string
  role: ContactRole
  contactId: Id<'contact'> | null
  invitationId: Id<'invitation'>
  main: boolean
  whole: boolean
}

/** Somebody who holds a link that works and has left the register. */
export type HasLeft = { name: string; email: string; invitationId: Id<'invitation'>; leftOn: string }

/**
 * Who holds a link today, by the register and not by the copy that was made when it was given.
 *
 * Somebody who has left and stands in the register again, under their name, is here. An address that the register has only of people
 * who have left is theirs still, unless the link was given to it after that.
 */
export function presentHolder(
  holder: LinkHolder,
  contacts: readonly ReachableContact[],
  today: string,
): PresentHolder | ({ is: 'gone' } & HasLeft) | { is: 'unknown' } {
  const { invitationId, main, whole, name, role } = holder
  const given = foldEmail(holder.email)
  const contact = contacts.find(({ id }) => id === holder.contactId)
  if (contact) {
    const now = endOf(contact, today) === null ? contact : contacts.find(other => isAgain(other, contact, today))
    if (!now) return { is: 'gone', name, email: given, invitationId, leftOn: contact.toOn ?? '' }
    const email = foldEmail(now.email)
    return email === ''
      ? { is: 'unknown' }
      : { is: 'here', name: now.name, email, given, role: now.role, contactId: now.id, invitationId, main, whole }
  }
  if (given === '') return { is: 'unknown' }
  const leftOn = leftTogether(
    contacts.filter(({ email }) => foldEmail(email) === given),
    today,
  )
  if (leftOn !== null && holder.givenOn <= leftOn) return { is: 'gone', name, email: given, invitationId, leftOn }
  return { is: 'here', name, email: given, given, role, contactId: null, invitationId, main, whole }
}

/** The day on which a contact left; null for one who is here, or is to come. */
const endOf = ({ toOn }: ReachableContact, today: string): string | null => (toOn !== null && toOn < today ? toOn : null)

const isAgain = (other: ReachableContact, before: ReachableContact, today: string): boolean =>
  endOf(other, today) === null && plain(other.name) === plain(before.name)

const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** The last day of people who have all left; null when there are none, or one is here. */
function leftTogether(contacts: readonly ReachableContact[], today: string): string | null {
  const ends = contacts.map(contact => endOf(contact, today))
  return ends.length === 0 || ends.includes(null) ? null : ends.reduce((last, end) => ((end ?? '') > (last ?? '') ? end : last))
}
