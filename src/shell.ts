import type { Request, Response } from 'express'
import type { Actor, ContributorActor, StaffActor } from './features/history/index.ts'
import { draftOf } from './features/answering/index.ts'
import { homeOf, roleHolds, type StaffPermission } from './features/accounts/index.ts'
import { inBrowser } from './features/links/index.ts'
import { noMailLeaves } from './features/messages/index.ts'
import type { Deps } from './platform/deps.ts'
import { csrfToken, formsOf } from './platform/http/csrf.ts'
import type { NavItem } from './platform/http/page.ts'
import { namePersonInPaths } from './platform/http/personInPath.ts'
import { SENDING_PAGES } from './sendingPages.ts'
import type { Id } from './platform/id.ts'
import { withLinks } from './platform/telephone.ts'

/** Somebody recognised, with what the frame of their pages says. Loaded in one query. */
export type Known = KnownStaff | KnownContributor
export type KnownStaff = { actor: StaffActor; partnershipName: string; concernLine: string }
export type KnownContributor = {
  actor: ContributorActor
  partnershipName: string
  concernLine: string
  establishment: string
  round: string
}

/** `unless`: who holds that comes there by another way, since their menu is full. */
const STAFF_NAV: readonly { text: string; href: string; needs: StaffPermission; unless?: StaffPermission }[] = [
  { text: 'Reviews', href: '/reviews', needs: 'review.record', unless: 'return.list' },
  { text: 'Rounds', href: '/rounds', needs: 'round.view' },
  { text: 'Plans', href: '/plans', needs: 'plan.view' },
  { text: 'Register', href: '/register', needs: 'register.view' },
  { text: 'Questionnaires', href: '/questionnaires', needs: 'questionnaire.view' },
  { text: 'Standards', href: '/standards', needs: 'standards.view' },
  { text: 'Mail', href: '/mail', needs: 'mail.view' },
  { text: 'History', href: '/history', needs: 'history.view' },
  { text: 'Accounts', href: '/accounts', needs: 'account.manage' },
  { text: 'Settings', href: '/settings', needs: 'settings.manage' },
]

/** Fills in what the layouts read from `res.locals`, and takes the notice that the page before left. */
export function dressShell(
  req: Request,
  res: Response,
  known: Known | null,
  { secret, mail }: Pick<Deps, 'secret' | 'mail'>,
  path: string,
): void {
  const { notice } = req.session
  if (notice && req.method === 'GET') {
    res.locals.notice = notice
    delete req.session.notice
  }
  if (SENDING_PAGES.has(path) && maySend(known)) res.locals.noMail = noMailLeaves(mail, known && isStaff(known) ? 'staff' : 'others')
  if (!known) return
  res.locals.csrfToken = csrfToken(secret, formsOf(req), whoseTokens(known.actor))
  res.locals.partnershipName = known.partnershipName
  res.locals.concern = known.concernLine === '' ? undefined : { parts: withLinks(known.concernLine) }
  if (isStaff(known)) dressStaff(req, res, known.actor)
  else dressContributor(req, res, known)
}

/** Staff who can send nothing are not told of “Mail”, which they cannot open. */
const maySend = (known: Known | null): boolean => !known || !isStaff(known) || roleHolds(known.actor.role, 'mail.view')

function dressStaff(req: Request, res: Response, actor: StaffActor): void {
  const nav: NavItem[] = STAFF_NAV.filter(
    ({ needs, unless }) => roleHolds(actor.role, needs) && !(unless && roleHolds(actor.role, unless)),
  ).map(({ text, href }) => ({
    text,
    href,
    current: req.path === href || req.path.startsWith(`${href}/`),
  }))
  Object.assign(res.locals, {
    layout: 'staff',
    nav,
    actorName: actor.name,
    accountHref: '/account',
    signOutHref: '/sign-out',
    homeHref: homeOf(actor.role),
    ...(roleHolds(actor.role, 'register.view') ? { findHref: '/find' } : {}),
  })
}

function dressContributor(req: Request, res: Response, known: KnownContributor): void {
  const isAmongOthers = inBrowser.isOneOfSeveral(req, known.actor)
  if (isAmongOthers) namePersonInPaths(res, known.actor.contributorId)
  Object.assign(res.locals, {
    layout: 'respondent',
    respondent: {
      establishment: known.establishment,
      round: known.round,
      contributor: known.actor.name,
      draft: draftOf(known.actor),
      isOneOfSeveral: isAmongOthers,
    },
    actorName: known.actor.name,
    signOutHref: '/return/leave',
    homeHref: '/return',
    shared: req.session.shared,
  })
}

/** Several may have come by audit links in one browser, so the tokens of their forms name them; staff are one to a session. */
export const whoseTokens = (actor: Actor): Id<'contributor'> | undefined => (actor.kind === 'contributor' ? actor.contributorId : undefined)

const isStaff = (known: Known): known is KnownStaff => (known.actor as Actor).kind === 'staff'
