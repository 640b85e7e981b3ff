import { sayCount, sayNumber } from '../../platform/say.ts'
import { LINKS_GO_TO, ROLES_TO_ANSWER, type LinksGoTo } from '../establishments/index.ts'
import { CONTACT_ROLE_WORDS, type ContactRole } from '../history/index.ts'

/** Who is given the links: as staff choose it, and what is said of it when links are sent again. */
export const LINKS_GO_TO_WORDS: Record<LinksGoTo, { choice: string; again: string }> = {
  dsl: { choice: 'The Designated Safeguarding Lead', again: 'It goes to the person who holds the main link, or else to the DSL.' },
  head: { choice: 'The head', again: 'It goes to the person who holds the main link, or else to the head.' },
  both: { choice: 'Both, each with a link of their own', again: 'It goes to the DSL and to the head, each with a link of their own.' },
}

/** What was chosen, from a form; null when it is none of them. */
export const linksGoToIn = (value: string): LinksGoTo | null => LINKS_GO_TO.find(goTo => goTo === value) ?? null

/**
 * So many establishments of which can be mailed: a DSL, a head, a head by another mailbox than that of the DSL (`apart`), and the role
 * that stands nearest where there is neither.
 */
export type Reachable = { dsl: boolean; head: boolean; apart: boolean; other: ContactRole | null; count: number }

/** How many links each role gets. */
export type RoleCounts = readonly { role: ContactRole; count: number }[]

/** How many links each role gets by a choice, whoever answers first before the others: what `whoIsWrittenTo` does for each return. */
export function rolesOf(goTo: LinksGoTo, mix: readonly Reachable[]): RoleCounts {
  const given = mix.flatMap(({ count, ...reachable }) => rolesGiven(goTo, reachable).map(role => ({ role, count })))
  const order: readonly ContactRole[] = goTo === 'head' ? ['head', 'dsl', ...ROLES_TO_ANSWER] : ROLES_TO_ANSWER
  return [...Map.groupBy(given, ({ role }) => role)]
    .map(([role, those]) => ({ role, count: those.reduce((sum, { count }) => sum + count, 0) }))
    .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
}

function rolesGiven(goTo: LinksGoTo, { dsl, head, apart, other }: Omit<Reachable, 'count'>): ContactRole[] {
  if (!dsl && !head) return other === null ? [] : [other]
  if (!dsl || !head) return [dsl ? 'dsl' : 'head']
  if (goTo !== 'both') return [goTo]
  return apart ? ['dsl', 'head'] : ['dsl']
}

export const countLinks = (roles: RoleCounts): number => roles.reduce((sum, { count }) => sum + count, 0)

/** "63 go to the Designated Safeguarding Lead. 4 go to the head, because …": each role that gets links, so that none goes to a chair unsaid. */
export const sayWhoGetsThem = (goTo: LinksGoTo, roles: RoleCounts): string =>
  roles.map(({ role, count }) => `${sayCount(count, 'goes', 'go')} to the ${CONTACT_ROLE_WORDS[role]}${because(goTo, role)}.`).join(' ')

function because(goTo: LinksGoTo, role: ContactRole): string {
  if (role !== 'dsl' && role !== 'head') return ', because neither DSL nor head has an email address'
  if (goTo === 'both' || goTo === role) return ''
  return goTo === 'dsl' ? ', because no DSL has an email address' : ', because no head has an email address'
}

/** "One link is for each mailbox: 3 establishments have one for both, or only one of them, and get one link." Blank where each gets two. */
export function sayOneOfBoth(goTo: LinksGoTo, roles: RoleCounts, establishments: number): string {
  const one = goTo === 'both' ? 2 * establishments - countLinks(roles) : 0
  return one <= 0
    ? ''
    : `${sayCount(one, 'establishment gets', 'establishments get')} one link: only one of them has an email address, or they share it.`
}

/** "By role: Designated Safeguarding Lead 77, Chair of governors or trustees 1." Blank where nobody gets one. */
export const sayByRole = (roles: RoleCounts): string =>
  roles.length === 0 ? '' : `By role: ${roles.map(({ role, count }) => `${CONTACT_ROLE_WORDS[role]} ${sayNumber(count)}`).join(', ')}.`
