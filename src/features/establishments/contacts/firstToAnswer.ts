import type { Id } from '../../../platform/id.ts'
import type { ContactRole } from '../../history/index.ts'
import { holdsOn } from './contact.ts'

/** A contact of an establishment, as the choice of whom to write to looks at it. */
export type ReachableContact = {
  id: Id<'contact'>
  role: ContactRole
  name: string
  email: string
  fromOn: string | null
  toOn: string | null
  /** Of several who share a post, the one to write to first. */
  main: boolean
}

/** Whose task the audit is, first: the designated lead, then the head, then whoever stands nearest to them. */
export const ROLES_TO_ANSWER: readonly ContactRole[] = [
  'dsl',
  'head',
  'deputy_dsl',
  'proprietor',
  'business_manager',
  'chair',
  'link_governor',
  'other',
]

/** Who is given the audit links of a round, as staff chose: its DSLs, its heads, or both, each with a link of their own. */
export const LINKS_GO_TO = ['dsl', 'head', 'both'] as const
export type LinksGoTo = (typeof LINKS_GO_TO)[number]

/** Who answers first, by what staff chose for the round. Where there is neither DSL nor head, the choice changes nothing. */
const rolesToAnswer = (goTo: LinksGoTo): readonly ContactRole[] =>
  goTo === 'head' ? ['head', 'dsl', ...ROLES_TO_ANSWER.slice(2)] : ROLES_TO_ANSWER

/** Everyone of an establishment who holds a role today and has an address, whoever answers for it first: by role, and of one role the main one, then the one who came last. */
export const reachableContacts = <Contact extends ReachableContact>(
  contacts: readonly Contact[],
  today: string,
  goTo: LinksGoTo = 'dsl',
): Contact[] => {
  const roles = rolesToAnswer(goTo)
  return contacts
    .filter(contact => contact.email !== '' && holdsOn(contact, today))
    .toSorted(
      (a, b) =>
        roles.indexOf(a.role) - roles.indexOf(b.role) ||
        Number(b.main) - Number(a.main) ||
        (b.fromOn ?? '').localeCompare(a.fromOn ?? '') ||
        b.id - a.id,
    )
}

/**
 * The person to whom an establishment's audit link goes when nobody holds one. Null when there is nobody to mail.
 *
 * @param today 'YYYY-MM-DD'
 */
export const firstToAnswer = <Contact extends ReachableContact>(
  contacts: readonly Contact[],
  today: string,
  goTo: LinksGoTo = 'dsl',
): Contact | null => reachableContacts(contacts, today, goTo)[0] ?? null
