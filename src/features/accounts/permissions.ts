import { ROLES, type Actor, type ContributorActor, type Role, type StaffActor } from '../history/index.ts'

const EVERYBODY = ROLES
const MANAGERS: readonly Role[] = ['administrator', 'coordinator']

/**
 * What members of staff may see and do, by the data that it opens, and the roles that need it for their work. Each route names one, and
 * so does each part of a page and each link that shows more than the page itself: nobody is shown the way to what they may not open.
 */
const DATA = {
  /** One’s own account. */
  self: EVERYBODY,
  /** Figures of a round: numbers of returns, of no school by name. */
  'round.view': EVERYBODY,
  /** The returns statement: figures of where the returns ended. */
  'statement.view': EVERYBODY,
  /** The questions that are asked: nobody’s data. */
  'questionnaire.view': EVERYBODY,
  /** Findings as they may be published: small numbers are covered. */
  'finding.view': EVERYBODY,
  /** Findings with every number, and the returns behind each. */
  'finding.numbers': [...MANAGERS, 'analyst'],
  /** Plans and actions: what the partnership will do, with the names of those who lead. */
  'plan.view': EVERYBODY,
  /** Answers, signatures and documents of a return; of those in a dip sample alone without `return.list`. */
  'return.view': [...MANAGERS, 'analyst', 'reviewer'],
  /** Every return by name: who has sent what, who was given more time. */
  'return.list': [...MANAGERS, 'analyst'],
  /** Dip samples, what reviewers found and what became of it. */
  'sample.view': [...MANAGERS, 'analyst', 'reviewer'],
  'review.record': [...MANAGERS, 'reviewer'],
  /** Workbooks: answers, without contacts and notes of calls. */
  'export.make': [...MANAGERS, 'analyst'],
  /** What schools wrote in their own words, by name, and the themes that people put it into: it changes no return and publishes nothing. */
  'coding.manage': [...MANAGERS, 'analyst'],
  /** Quotations: names in them are looked up among the contacts of the register. */
  'quotation.manage': MANAGERS,
  /** Reports to the board: the covered ones. Those with every number need `finding.numbers` too. */
  'report.view': EVERYBODY,
  'report.make': MANAGERS,
  /** The register with its contacts: names, addresses and telephone numbers of people. */
  'register.view': MANAGERS,
  /** Notes of calls: what people said. */
  'chase.view': MANAGERS,
  /** Letters as they were sent, with their addresses. */
  'mail.view': MANAGERS,
  /** Who did what: it names people, and tells of calls and contacts. */
  'history.view': MANAGERS,
  /** How agencies rate the partnership’s standards: nobody’s personal data but the names of those who rated. */
  'standards.view': EVERYBODY,
  'standards.manage': MANAGERS,
  /** What the audit said and what was done about it: themes and answers, without the numbers that findings cover. */
  'saidDid.view': EVERYBODY,
  'round.manage': MANAGERS,
  'register.manage': MANAGERS,
  'return.manage': MANAGERS,
  'extension.grant': MANAGERS,
  'chase.record': MANAGERS,
  'sample.manage': MANAGERS,
  'finding.manage': MANAGERS,
  'saidDid.manage': MANAGERS,
  /** What anyone can read without signing in. */
  'publication.manage': MANAGERS,
  'plan.manage': MANAGERS,
  /** What each establishment is told of its own answers, and what it replies. */
  'feedback.manage': MANAGERS,
  'account.manage': ['administrator'],
  /** What pages and letters say of the partnership, and how long things are kept. */
  'settings.manage': ['administrator'],
} as const satisfies Record<string, readonly Role[]>
export type StaffPermission = keyof typeof DATA
/** @internal */
export const STAFF_PERMISSIONS = Object.keys(DATA) as StaffPermission[]

/**
 * Who holds what: `return.complete`, and `return.progress` (how far the actions of a return are, all year, whatever became of the return),
 * belong to the person who came by an audit link and said who they are; `public` to everyone.
 */
export type ActorOf = Record<StaffPermission, StaffActor> & {
  'return.complete': ContributorActor
  'return.progress': ContributorActor
  public: Actor | null
}
export type Permission = keyof ActorOf

/** Which of the identities that a browser can have a permission looks at. */
export type Identity = 'staff' | 'contributor' | 'visitor'
const OTHERS = { 'return.complete': 'contributor', 'return.progress': 'contributor', public: 'visitor' } as const satisfies Record<
  Exclude<Permission, StaffPermission>,
  Identity
>
export const identityFor = (needs: Permission): Identity => (isStaffPermission(needs) ? 'staff' : OTHERS[needs])

/** Whether a role holds a permission. */
export function roleHolds(role: Role, permission: StaffPermission): boolean {
  return (DATA[permission] as readonly Role[]).includes(role)
}

/** The first page of somebody in a role: who reviews and has no list of returns begins with what is given to them. */
export const homeOf = (role: Role): string => (roleHolds(role, 'review.record') && !roleHolds(role, 'return.list') ? '/reviews' : '/rounds')

function isStaffPermission(permission: string): permission is StaffPermission {
  return Object.hasOwn(DATA, permission)
}

/** Whether somebody may do what a route needs. The loader of the thing itself narrows further, to its partnership and return. */
export const allows = (actor: Actor | null, needs: Permission): boolean => HOLDS[identityFor(needs)](actor, needs)

const HOLDS: Record<Identity, (actor: Actor | null, needs: Permission) => boolean> = {
  visitor: () => true,
  contributor: actor => actor?.kind === 'contributor',
  staff: (actor, needs) => actor?.kind === 'staff' && isStaffPermission(needs) && roleHolds(actor.role, needs),
}
