import express, { type Request, type RequestHandler, type Response } from 'express'
import type { Store } from 'express-session'
import { identityFor, type Permission } from './features/accounts/index.ts'
import type { Actor } from './features/history/index.ts'
import { judgeOf, whoMay, whoseForm } from './identities.ts'
import { judgedBy } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import { withoutControls } from './platform/forms/fields.ts'
import { cleanForm } from './platform/http/cleanInput.ts'
import { checkCsrf, sameOrigin } from './platform/http/csrf.ts'
import { FORM_BYTES, Refusal } from './platform/http/refusal.ts'
import type { Answer, Page, Route } from './platform/http/routes.ts'
import { prolongSession, sessions } from './platform/http/session.ts'
import { SessionStore, type SessionReading } from './platform/http/sessionStore.ts'
import { takeUpload } from './platform/http/uploads.ts'
import { SESSION_WITH_PERSON, SESSION_WITH_RETURN, sessionWithSection } from './sessionReadings.ts'
import { dressShell, whoseTokens, type Known } from './shell.ts'

/** The most that a script of our own pages, and another service, may send at once. */
const JSON_BYTES = 512 * 1024
const CALLBACK_BYTES = 64 * 1024

/** How a route of one kind of answer is protected and read. */
type Door = {
  /** What stands before it, before anything of the body is read. */
  before: (route: Route) => RequestHandler[]
  /** How what is posted is read. */
  read: (route: Route) => RequestHandler[]
  /** What is looked at once the body is read. @throws Refusal */
  check: (route: Route, req: Request, actor: Actor | null) => void
}

export type Readers = { urlencoded: RequestHandler; multipart: RequestHandler }

/** How forms are read. */
export const formReaders = (temporary: string): Readers => ({
  // No browser sends a form compressed, so no decoder stands open to strangers.
  urlencoded: express.urlencoded({ extended: false, inflate: false, limit: FORM_BYTES, parameterLimit: 5000 }),
  multipart: takeUpload({ field: 'none', files: 0, each: true }, temporary, 0),
})

/**
 * One door for each kind of answer (decision 0031): a route says what it answers, and so how it is protected, how much it may be sent,
 * and whether an error is a page or a problem for machines.
 */
export function doors(deps: Deps, store: Store, temporary: string, { urlencoded }: Readers): Record<Answer, Door> {
  const alone = sessions(deps.config, deps.secret, store)
  const known = new WeakMap<SessionReading, RequestHandler>()
  // What is read with a session, so that it takes one round trip; a store of another kind gives the session alone.
  const reading = (what: SessionReading): RequestHandler => {
    const sessionsWith = known.get(what) ?? (store instanceof SessionStore ? sessions(deps.config, deps.secret, store.with(what)) : alone)
    known.set(what, sessionsWith)
    return sessionsWith
  }
  const sessionOf = (route: Route): RequestHandler => {
    if (route.withReturn === 'section')
      return (req, res, next) => void reading(sessionWithSection(String(req.params.section)))(req, res, next)
    if (route.withReturn === 'whole') return reading(SESSION_WITH_RETURN)
    return identityFor(route.needs as Permission) === 'contributor' ? reading(SESSION_WITH_PERSON) : alone
  }
  const people = (route: Route) => [sameOrigin(deps.baseUrl), isOurs, sessionOf(route), prolongSession]
  const form = (route: Route) => [route.upload ? takeUpload(route.upload, temporary, deps.config.UPLOAD_LIMIT_MB) : urlencoded, cleanForm]
  const page: Door = {
    before: people,
    read: form,
    check: (route, req, actor) => {
      if (route.method === 'post' && actor !== null) checkCsrf(deps.secret, req, whoseTokens(actor))
    },
  }
  return {
    page,
    file: page,
    json: {
      before: people,
      read: route => (route.upload ? form(route) : [express.json({ limit: JSON_BYTES, inflate: false, reviver: cleanly })]),
      check: (route, req, actor) => {
        if (route.method === 'post' && actor !== null) checkCsrf(deps.secret, req, whoseTokens(actor))
      },
    },
    callback: {
      before: () => [],
      read: () => [express.raw({ limit: CALLBACK_BYTES, inflate: false, type: () => true })],
      check(route, req) {
        const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
        if (!route.vouches?.(deps, req, body)) throw notVouchedFor()
      },
    },
  }
}

/** The handlers of a route, from its door to its page. */
export function handlersOf(deps: Deps, route: Route, door: Door): RequestHandler[] {
  const marked: RequestHandler = (req, res, next) => {
    res.locals.route = route
    // Whoever says what went wrong stands outside the route, where Express has forgotten them.
    res.locals.params = req.params
    next()
  }
  return [marked, ...door.before(route), admit(deps, route), ...(route.method === 'get' ? [] : door.read(route)), answer(deps, route, door)]
}

/** What was typed may be shown again from here on, also when the session cannot be read. */
const isOurs: RequestHandler = (_req, res, next) => {
  res.locals.isOurs = true
  next()
}

/** Lets a request through to a route when the person holds the permission that the route names. */
function admit(deps: Deps, route: Route): RequestHandler {
  const needs = route.needs as Permission
  return async (req, res, next) => {
    const admitted = await whoMay(deps, { needs, answers: route.answers }, req, res)
    if (!admitted) return
    if (route.answers !== 'callback') dress(deps, route, req, res, admitted.known)
    next()
  }
}

/** Whoever asks, and the frame of what they are shown. */
function dress(deps: Deps, { path }: Route, req: Request, res: Response, known: Known | null): void {
  res.locals.actor = known?.actor ?? null
  dressShell(req, res, known, deps, path)
}

function answer(deps: Deps, route: Route, door: Door): RequestHandler {
  const page = route.page as Page<Actor | null>
  return async (req, res) => {
    const whose = route.method === 'post' && (await whoseForm(deps, req, res.locals.actor as Actor | null))
    if (whose) dress(deps, route, req, res, whose)
    const actor = res.locals.actor as Actor | null
    door.check(route, req, actor)
    const db = route.method === 'post' ? judgedBy(deps.db, judgeOf(route.needs as Permission, actor, req)) : deps.db
    await page({ ...deps, db, actor }, req, res)
  }
}

const cleanly = (_key: string, value: unknown): unknown => (typeof value === 'string' ? withoutControls(value) : value)

const notVouchedFor = () =>
  new Refusal('forbidden', 'not_vouched_for', 'This call does not come from who it says', ['Its signature is missing or wrong.'])
