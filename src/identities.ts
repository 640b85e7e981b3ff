import type { Request, Response } from 'express'
import {
  allows,
  identityFor,
  isSignedIn,
  isStillStaff,
  loadStaff,
  lockAdministrators,
  SIGNED_IN_HOURS,
  type Identity,
  type Permission,
} from './features/accounts/index.ts'
import type { Actor } from './features/history/index.ts'
import { inBrowser, mayStillAct } from './features/links/index.ts'
import type { Db, Judge } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import type { Id } from './platform/id.ts'
import { Refusal } from './platform/http/refusal.ts'
import { whoseForm as namedByForm } from './platform/http/csrf.ts'
import type { Answer } from './platform/http/routes.ts'
import { isUnclear, loadAnother, recogniseContributor } from './severalPeople.ts'
import type { Known } from './shell.ts'

/** How one of the identities that a browser can have is recognised, and what is said where there is none. */
type Recogniser = {
  /** A session forgets an identity that was ended, so that its browser is a visitor's again. */
  recognise: (deps: Deps, req: Request) => Promise<Known | null>
  /** Whether they still are who they were when they were let in, asked inside the transaction that writes. */
  stillIs: (trx: Db, req: Request, actor: Actor, needs: Permission) => Promise<boolean>
  /** What is said to somebody who is known no more. @param whose who it was, where that is known */
  ended: (db: Db, req: Request, whose?: Id<'contributor'>) => Promise<Refusal> | Refusal
  /** Where a page that was asked for sends the browser instead. */
  enter: ((req: Request) => string) | null
  /** Where a page that was asked for, and that could be one of several, sends the browser to choose. */
  unclear?: (req: Request, actor: Actor) => string | null
}

/**
 * The identities, by the permission that a route names. A browser can be signed in as staff and have come by an audit link, side by
 * side: which of the two counts is the permission's to say, so the two never mix.
 */
const IDENTITIES: Record<Identity, Recogniser> = {
  contributor: {
    recognise: recogniseContributor,
    stillIs: async (trx, _req, actor) => actor.kind === 'contributor' && mayStillAct(trx, actor),
    ended: async (db, _req, whose) =>
      (whose === undefined ? null : await inBrowser.whyEnded(db, whose)) ??
      new Refusal(
        'forbidden',
        'no_session',
        'Open your audit link again',
        [
          'To see a return, open the link in the email that your partnership sent you and say who you are.',
          'Opening it again changes nothing that was saved.',
        ],
        [{ text: 'I do not have a link', href: '/audit/lost-link' }],
      ),
    enter: null,
    unclear: isUnclear,
  },
  staff: {
    recognise: recogniseStaff,
    async stillIs(trx, { session: { staff } }, actor, needs) {
      // Administrators are held first, in one order: of two who disable each other, neither waits for the other for ever.
      if (needs === 'account.manage') await lockAdministrators(trx, actor.partnershipId)
      return staff !== undefined && isStillStaff(trx, staff.accountId, staff.epoch)
    },
    ended: (_db, req) =>
      new Refusal(
        'forbidden',
        'signed_out',
        'You are no longer signed in',
        [
          `You stay signed in for ${SIGNED_IN_HOURS} hours, unless you or an administrator end it before. What you just sent changed nothing.`,
        ],
        [{ text: 'Sign in and go back to the form', href: signInTo(pageOfForm(req)) }],
      ),
    enter: req => signInTo(req.originalUrl),
  },
  // Pages for everybody still show staff that they are signed in.
  visitor: { recognise: recogniseStaff, stillIs: () => Promise.resolve(true), ended: () => notAllowed(), enter: null },
}

async function recogniseStaff({ db, now }: Deps, { session }: Request): Promise<Known | null> {
  const { staff } = session
  const known = staff && isSignedIn(staff, now()) ? await loadStaff(db, staff.accountId, staff.epoch) : undefined
  if (staff && !known) delete session.staff
  return known ?? null
}

/** Who asks, when they may have what the route needs. @throws Refusal when they may not. @returns undefined when the browser was sent to sign in */
export async function whoMay(
  deps: Deps,
  { needs, answers }: { needs: Permission; answers: Answer },
  req: Request,
  res: Response,
): Promise<{ known: Known | null; actor: Actor | null } | undefined> {
  // Who calls back has no session: the body vouches for it.
  if (answers === 'callback') return { known: null, actor: null }
  const identity = IDENTITIES[identityFor(needs)]
  const known = await identity.recognise(deps, req)
  const actor = known?.actor ?? null
  const choose = actor && req.method === 'GET' ? identity.unclear?.(req, actor) : undefined
  if (choose) {
    res.redirect(303, choose)
    return undefined
  }
  if (allows(actor, needs)) return { known, actor }
  if (actor !== null) throw notAllowed()
  if (identity.enter === null || req.method !== 'GET' || answers === 'json')
    throw await identity.ended(deps.db, req, req.session.ended?.contributorId)
  res.redirect(303, identity.enter(req))
  return undefined
}

/**
 * Whose form was sent, where that is not who the browser is now: somebody else came by a link in it meanwhile. What was typed belongs to
 * whoever it was drawn for, and to their return. @throws Refusal when their link was ended
 */
export async function whoseForm(deps: Deps, req: Request, actor: Actor | null): Promise<Known | null> {
  const whose = actor?.kind === 'contributor' ? namedByForm(req) : undefined
  if (actor?.kind !== 'contributor' || whose === undefined || whose === actor.contributorId) return null
  if (!inBrowser.isInBrowser(req, whose)) return null
  const known = await loadAnother(deps.db, req, whose)
  if (!known) throw await IDENTITIES.contributor.ended(deps.db, req, whose)
  return known
}

/**
 * Judges again whoever was let in, in each transaction that their request writes in: what they send may take an hour to come, and their
 * link or their account may have been ended meanwhile (decision 0037).
 */
export function judgeOf(needs: Permission, actor: Actor | null, req: Request): Judge {
  const identity = IDENTITIES[identityFor(needs)]
  return async trx => {
    if (actor !== null && !(await identity.stillIs(trx, req, actor, needs))) {
      throw await identity.ended(trx, req, actor.kind === 'contributor' ? actor.contributorId : undefined)
    }
  }
}

/** The page on which somebody filled in the form that they send; the page of signing in goes only where it may. */
const pageOfForm = (req: Request): string => {
  const page = URL.parse(req.get('referer') ?? '')
  return page ? `${page.pathname}${page.search}` : '/'
}

const signInTo = (next: string): string => `/sign-in?next=${encodeURIComponent(next)}`

const notAllowed = () =>
  new Refusal('forbidden', 'not_allowed', 'Your account cannot do this', ['Ask an administrator of your partnership if you need to.'])
