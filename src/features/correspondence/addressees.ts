import type { Id } from '../../platform/id.ts'
import { foldEmail } from '../../platform/forms/foldEmail.ts'
import { reachableContacts, type LinksGoTo, type ReachableContact } from '../establishments/index.ts'
import type { ContactRole } from '../history/index.ts'
import { presentHolder, type HasLeft, type LinkHolder, type PresentHolder } from './presentHolder.ts'

/** What is known of whom a return can be written to: the register of its establishment, past and present, and who holds its links that work. */
export type CorrespondenceFacts = {
  /** An excused return has nobody who answers for it any more. */
  isExcused: boolean
  /** Who is given the links of its round, as staff chose. */
  linksGoTo: LinksGoTo
  contacts: readonly ReachableContact[]
  holders: readonly LinkHolder[]
}

/**
 * Whom a letter is meant for.
 *
 * - `first`: who answers for the return.
 * - `answering`: who is given its link: the first; where staff chose DSL and head for the round, both of them.
 * - `everybody`: all who hold a link, and who answers for the return, with a link or without.
 * - `roles`: those of the register in these roles, in their order.
 * - `signedBy`: who answers for the return, who signed it by this link, and the head in the register.
 * - `contact`, `link`: one person, by their contact or by the link that they hold.
 * - `asking`: who gets the link when somebody asks for it by an address, or by none.
 */
export type Audience =
  | 'first'
  | 'answering'
  | 'everybody'
  | { signedBy: Id<'invitation'> }
  | { roles: readonly ContactRole[] }
  | { contact: Id<'contact'> }
  | { link: Id<'invitation'> }
  | { asking: string }

/** Somebody who is written to, as the register has them now, with the link that they hold. */
export type Addressee = {
  name: string
  email: string
  role: ContactRole
  contactId: Id<'contact'> | null
  invitationId: Id<'invitation'> | null
}

/** Who is written to, in order; and who holds a link that works and is not written to, because they have left. */
export type WrittenTo = { to: Addressee[]; left: HasLeft[] }

/**
 * The one rule whom we write to. The register decides: a letter goes to the present address of the contact who was given the link, and
 * not to somebody who has left it. Nobody is written to without an address, and each address gets one letter: two who share a mailbox
 * get that of the first of them, with whichever link goes to that mailbox. A link that opens only a part of the return is nobody's but its
 * holder's, and makes nobody answer for the return.
 *
 * Whoever answers for the return comes first: the holder of its main link, a DSL or head with a link of their own, the DSL and the head
 * in the register (the head before the DSL where staff chose so for the round), those who help by a link of theirs, and then the others
 * in the register.
 *
 * @param today 'YYYY-MM-DD'
 */
export function whoIsWrittenTo(facts: CorrespondenceFacts, audience: Audience, today: string): WrittenTo {
  const found = facts.holders.map(holder => presentHolder(holder, facts.contacts, today))
  const holders = found.filter(holder => holder.is === 'here')
  const left = found
    .filter(holder => holder.is === 'gone')
    .map(({ name, email, invitationId, leftOn }) => ({ name, email, invitationId, leftOn }))
  return { to: chosen(facts, holders, audience, today), left }
}

function chosen(facts: CorrespondenceFacts, holders: readonly PresentHolder[], audience: Audience, today: string): Addressee[] {
  const ranked = inOrder(holders, reachableContacts(facts.contacts, today, facts.linksGoTo), facts.linksGoTo)
  const everybody = oncePerAddress(ranked, holders)
  if (typeof audience === 'object' && 'roles' in audience) return inRoles(facts.contacts, holders, audience.roles, today)
  if (facts.isExcused) return []
  if (audience === 'first') return everybody.slice(0, 1)
  if (audience === 'answering') return answering(ranked, holders, facts.linksGoTo)
  if (audience === 'everybody')
    return everybody
      .map((person, at) => (at === 0 ? person : withLink(person, holders)))
      .filter(({ invitationId }, at) => at === 0 || invitationId !== null)
  if ('signedBy' in audience) {
    const signer = holders.filter(({ invitationId }) => invitationId === audience.signedBy).map(addressee)
    return oncePerAddress([...everybody.slice(0, 1), ...signer, ...inRoles(facts.contacts, holders, ['head'], today)], holders)
  }
  if ('link' in audience) return holders.filter(({ invitationId }) => invitationId === audience.link).map(addressee)
  if ('contact' in audience) {
    const contact = reachableContacts(facts.contacts, today).find(({ id }) => id === audience.contact)
    return contact ? [withLink(ofRegister(contact), holders)] : []
  }
  return asking(facts, holders, foldEmail(audience.asking), today)
}

const TURNS = { main: 0, ownLink: 1, dsl: 2, head: 3, helper: 4, other: 5, part: 6 }

/** The first; and where both are given a link, the first DSL and the first head as well, each by a mailbox of their own. */
function answering(ranked: readonly Addressee[], holders: readonly PresentHolder[], goTo: LinksGoTo): Addressee[] {
  const [first] = ranked
  if (!first) return []
  const ofPart = new Set<number | null>(holders.filter(({ whole }) => !whole).map(({ invitationId }) => invitationId))
  const isOther = (role: ContactRole) => (one: Addressee) =>
    one.role === role && role !== first.role && one.email !== first.email && !ofPart.has(one.invitationId)
  const others = goTo === 'both' ? (['dsl', 'head'] as const).flatMap(role => ranked.find(isOther(role)) ?? []) : []
  return oncePerAddress([first, ...others], holders)
}

/** Everybody who can be written to, whoever answers first. */
function inOrder(holders: readonly PresentHolder[], contacts: readonly ReachableContact[], goTo: LinksGoTo): Addressee[] {
  const turns = goTo === 'head' ? { ...TURNS, dsl: TURNS.head, head: TURNS.dsl } : TURNS
  const byLink = holders
    .toSorted((a, b) => b.invitationId - a.invitationId)
    .map(holder => ({ turn: turnOf(holder), who: addressee(holder) }))
  const byRegister = contacts.map(contact => ({
    turn: contact.role === 'dsl' ? turns.dsl : contact.role === 'head' ? turns.head : TURNS.other,
    who: ofRegister(contact),
  }))
  return [...byLink, ...byRegister].toSorted((a, b) => a.turn - b.turn).map(({ who }) => who)
}

const turnOf = ({ main, whole, role }: PresentHolder): number => {
  if (!whole) return TURNS.part
  return main ? TURNS.main : role === 'dsl' || role === 'head' ? TURNS.ownLink : TURNS.helper
}

/** The link by which anybody who reads this mailbox may come; null when none that opens the whole return goes there. */
const linkAt = (holders: readonly PresentHolder[], address: string): Id<'invitation'> | null =>
  holders
    .filter(({ whole, email }) => whole && email === address)
    .toSorted((a, b) => turnOf(a) - turnOf(b) || b.invitationId - a.invitationId)[0]?.invitationId ?? null

/** The first at each address, with the first link that goes there. */
function oncePerAddress(everybody: readonly Addressee[], holders: readonly PresentHolder[]): Addressee[] {
  const byAddress = Map.groupBy(everybody, ({ email }) => email)
  return [...byAddress.values()].flatMap(([first]) =>
    first ? [{ ...first, invitationId: first.invitationId ?? linkAt(holders, first.email) }] : [],
  )
}

function inRoles(
  contacts: readonly ReachableContact[],
  holders: readonly PresentHolder[],
  roles: readonly ContactRole[],
  today: string,
): Addressee[] {
  const held = reachableContacts(contacts, today)
  return oncePerAddress(
    roles.flatMap(role => held.filter(contact => contact.role === role)).map(contact => withLink(ofRegister(contact), holders)),
    holders,
  )
}

/**
 * Somebody who lost their link may not be who they say: only addresses of the register are written to, and those that were given a link,
 * to whoever asks by them. The link that belongs to the address that was typed, or else those of the people who are given the link; where
 * there is none, whoever is given it by the register, without one.
 */
function asking(
  { contacts, linksGoTo }: CorrespondenceFacts,
  holders: readonly PresentHolder[],
  typed: string,
  today: string,
): Addressee[] {
  const registered = new Set(reachableContacts(contacts, today).map(({ email }) => foldEmail(email)))
  const isTyped = ({ email, given }: PresentHolder) => typed !== '' && (email === typed || given === typed)
  const known = holders
    .filter(holder => isTyped(holder) || (holder.whole && registered.has(holder.email)))
    .toSorted((a, b) => Number(isTyped(b)) - Number(isTyped(a)) || turnOf(a) - turnOf(b) || a.invitationId - b.invitationId)
  const [first] = known
  if (first && isTyped(first)) return [addressee(first)]
  const byRegister = reachableContacts(contacts, today, linksGoTo).map(contact => withLink(ofRegister(contact), known))
  return answering([...known.map(addressee), ...byRegister], known, linksGoTo)
}

const addressee = ({ name, email, role, contactId, invitationId }: PresentHolder): Addressee => ({
  ...{ name, email, role, contactId, invitationId },
})

const ofRegister = ({ id, name, email, role }: ReachableContact): Addressee => ({
  ...{ name, role, contactId: id, invitationId: null },
  email: foldEmail(email),
})

const withLink = (person: Addressee, holders: readonly PresentHolder[]): Addressee => {
  const own = holders.find(({ contactId }) => contactId !== null && contactId === person.contactId)
  return { ...person, invitationId: person.invitationId ?? linkAt(holders, person.email) ?? own?.invitationId ?? null }
}
