import type { Id } from '../id.ts'
import { createHmac } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import session, { type Store } from 'express-session'
import type { Config } from '../../config.ts'
import type { Notice } from './page.ts'

declare module 'express-session' {
  interface SessionData {
    /** A member of staff, and when they passed both factors, in milliseconds: what they are known by ends by that, whatever the cookie says. */
    staff?: { accountId: Id<'account'>; epoch: number; since: number }
    /** Somebody who came by an audit link and said who they are. */
    contributor?: { contributorId: Id<'contributor'> }
    /** Who was known here until their link or access was ended: the next page tells them who ended it. */
    ended?: { contributorId: Id<'contributor'> }
    /** Everybody who did in this browser, the last first, once there are several: for other returns, or this one, whose open forms stay theirs (decision 0064). */
    people?: { contributorId: Id<'contributor'>; returnId: Id<'return'> }[]
    /** The session in which forms were drawn that this one goes on with: what their tokens are made of. */
    formsOf?: string
    /** An audit link that was started but not yet told who holds it. */
    started?: { invitationId: Id<'invitation'> }
    /**
     * Somebody between the password and the second factor: the accounts that the password opened (one, unless the same
     * address is known in several partnerships), since when, and where they were going.
     */
    halfway?: { accountIds: Id<'account'>[]; since: number; next?: string }
    /** When a signed-in member of staff last gave the password again, in milliseconds: what changes how one signs in asks for it. */
    proved?: number
    /** Shown once on the next page. */
    notice?: Notice
    /** Of a computer that others use: it ends with the browser, and after an hour without a request. */
    shared?: true
    /** When the session was last prolonged, in milliseconds. */
    prolonged?: number
  }
}

const COOKIE = 'safeguarding_audit'
const LIFETIME = 30 * 24 * 3600 * 1000
const PROLONG_AFTER = 24 * 3600 * 1000
/** On a shared computer a session is prolonged by whatever is asked for, at most once a minute. */
const PROLONG_SHARED_AFTER = 60 * 1000

/**
 * Recognises people between requests. A session is written when something in it changes, and prolonged once a day (`prolongSession`): a
 * store that can be touched is, with the page sent in two pieces around it.
 */
export function sessions(config: Config, secret: Buffer, store: Store): RequestHandler {
  const recognise = session({
    name: COOKIE,
    secret: createHmac('sha256', secret).update('sessions').digest('hex'),
    store,
    resave: false,
    saveUninitialized: false,
    proxy: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: config.SECURE_COOKIES, maxAge: LIFETIME, path: '/' },
  })
  return (req, res, next) => {
    // The settings say how people reach us. A proxy that does not hand that on would else cost everybody their session.
    if (config.SECURE_COOKIES) req.headers['x-forwarded-proto'] = 'https'
    recognise(req, res, next)
  }
}

/** Keeps a session in use from running out, without a write per request. */
export const prolongSession: RequestHandler = (req, _res, next) => {
  const { session: current } = req
  const after = current.shared ? PROLONG_SHARED_AFTER : PROLONG_AFTER
  if ((current.staff ?? current.contributor) && Date.now() - (current.prolonged ?? 0) > after) current.prolonged = Date.now()
  next()
}

/**
 * Begins a fresh session, so that an id from before cannot be one after (fixation), and keeps what `fill` puts in it. Returns that are
 * open in this browser by an audit link stay open, and what is being typed there can be sent.
 */
export async function beginSession(req: Request, fill: (data: Request['session']) => void): Promise<void> {
  const { contributor, people, formsOf, shared } = req.session
  const before = contributor && { contributor, ...(people && { people }), ...(shared && { shared }), formsOf: formsOf ?? req.sessionID }
  await new Promise<void>((resolve, reject) => req.session.regenerate((error: unknown) => (error ? reject(asError(error)) : resolve())))
  Object.assign(req.session, before)
  if (shared && contributor) req.session.cookie.maxAge = undefined
  fill(req.session)
  req.session.prolonged = Date.now()
  await saveSession(req)
}

/**
 * From here on the session is one of a shared computer. It goes on under a new id, since a browser that holds a cookie already is given
 * no other: the new one ends when the browser is closed.
 */
export async function shareComputer(req: Request): Promise<void> {
  const { cookie: _, ...data } = req.session
  await beginSession(req, session => {
    Object.assign(session, data)
    session.shared = true
    session.cookie.maxAge = undefined
  })
}

/** Waits until the session is stored: before a redirect that depends on it. */
export async function saveSession(req: Request): Promise<void> {
  await new Promise<void>((resolve, reject) => req.session.save((error: unknown) => (error ? reject(asError(error)) : resolve())))
}

/** What was seen is gone from the browser. The cookie by which it is known for a second factor stays: it opens nothing. */
export const clearPages = (res: Response): void => void res.set('Clear-Site-Data', '"cache", "storage"')

/** Ends the session and takes its cookie off the browser, with the pages that the browser may still show by its Back button. */
export async function endSession(req: Request, res: Response): Promise<void> {
  await new Promise<void>((resolve, reject) => req.session.destroy((error: unknown) => (error ? reject(asError(error)) : resolve())))
  res.clearCookie(COOKIE, { path: '/', httpOnly: true, sameSite: 'lax' })
  clearPages(res)
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
