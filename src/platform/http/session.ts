import { createHmac } from 'node:crypto'
import connectPgSimple from 'connect-pg-simple'
import type { Request, RequestHandler } from 'express'
import session, { type Store } from 'express-session'
import pg from 'pg'
import type { Config } from '../../config.ts'
import type { Connection } from '../db.ts'
import type { Notice } from './page.ts'

declare module 'express-session' {
  interface SessionData {
    /** A member of staff, and when they passed both factors, in milliseconds: what they are known by ends by that, whatever the cookie says. */
    staff?: { accountId: number; epoch: number; since: number }
    /** Somebody who came by an audit link and said who they are. */
    contributor?: { contributorId: number }
    /** An audit link that was started but not yet told who holds it. */
    started?: { invitationId: number }
    /**
     * Somebody between the password and the second factor: the accounts that the password opened (one, unless the same
     * address is known in several partnerships), since when, and where they were going.
     */
    halfway?: { accountIds: number[]; since: number; next?: string }
    /** When a signed-in member of staff last gave the password again, in milliseconds: what changes how one signs in asks for it. */
    proved?: number
    /** Shown once on the next page. */
    notice?: Notice
    /** When the session was last prolonged, in milliseconds. */
    prolonged?: number
  }
}

const LIFETIME = 30 * 24 * 3600 * 1000
const PROLONG_AFTER = 24 * 3600 * 1000

/**
 * The pool of the sessions: its own, so that a slow page does not keep people from being recognised.
 *
 * @param options.prepares whether connections are direct, so that the server may keep the statement that every request runs
 */
export function sessionStore(connection: Connection, options: { prepares: boolean }): { store: Store; close: () => Promise<void> } {
  const pool = new pg.Pool({ ...(typeof connection === 'string' ? { connectionString: connection } : connection), max: 2 })
  pool.on('error', () => undefined)
  const Store = connectPgSimple(session)
  const query = (text: string, values: unknown[]) =>
    pool.query(options.prepares && text.startsWith('SELECT sess ') ? { name: 'sessions.get', text, values } : { text, values })
  const store = new Store({ pool: { query } as unknown as pg.Pool, tableName: 'sessions', pruneSessionInterval: 3600 })
  // A session is prolonged by `prolongSession`. A store that can be touched is, with the page sent in two pieces around it.
  Object.assign(store, { touch: undefined })
  return {
    store,
    async close() {
      store.close()
      await pool.end()
    },
  }
}

/** Recognises people between requests. A session is written when something in it changes, and prolonged once a day. */
export function sessions(config: Config, secret: Buffer, store: Store): RequestHandler {
  return session({
    name: 'safeguarding_audit',
    secret: createHmac('sha256', secret).update('sessions').digest('hex'),
    store,
    resave: false,
    saveUninitialized: false,
    proxy: config.TRUST_PROXY > 0,
    cookie: { httpOnly: true, sameSite: 'lax', secure: config.SECURE_COOKIES, maxAge: LIFETIME, path: '/' },
  })
}

/** Keeps a session in use from running out, without a write per request. */
export const prolongSession: RequestHandler = (req, _res, next) => {
  const { session: current } = req
  if ((current.staff ?? current.contributor) && Date.now() - (current.prolonged ?? 0) > PROLONG_AFTER) current.prolonged = Date.now()
  next()
}

/** Begins a fresh session, so that an id from before cannot be one after (fixation), and keeps what `fill` puts in it. */
export async function beginSession(req: Request, fill: (data: Request['session']) => void): Promise<void> {
  await new Promise<void>((resolve, reject) => req.session.regenerate((error: unknown) => (error ? reject(asError(error)) : resolve())))
  fill(req.session)
  req.session.prolonged = Date.now()
  await saveSession(req)
}

/** Waits until the session is stored: before a redirect that depends on it. */
export async function saveSession(req: Request): Promise<void> {
  await new Promise<void>((resolve, reject) => req.session.save((error: unknown) => (error ? reject(asError(error)) : resolve())))
}

export async function endSession(req: Request): Promise<void> {
  await new Promise<void>((resolve, reject) => req.session.destroy((error: unknown) => (error ? reject(asError(error)) : resolve())))
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
