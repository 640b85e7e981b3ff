import type { Request } from 'express'
import { Store, type Session, type SessionData } from 'express-session'
import type pg from 'pg'
import { openPool, type Connection } from '../connection.ts'
import { Outage } from '../outage.ts'

const PRUNE_EVERY = 3600 * 1000

/** How long a session of a shared computer lasts without a request: pages say an hour, and it is prolonged once a minute. */
const SHARED_LIFETIME = 61 * 60 * 1000

/**
 * How a session is read: `name` for connections that keep statements, `sql` for the one session `$1`; its column `sess` is the session.
 * `values` are `$2` and those after it.
 */
export type SessionReading = { name: string; sql: string; values?: readonly unknown[] }

/** What holds for a session (`s`) that has not run out. */
export const LIVE_SESSION_SQL = `s.sid = $1 and s.expire >= now()`

const SESSION: SessionReading = { name: 'sessions.get', sql: `select s.sess from sessions s where ${LIVE_SESSION_SQL}` }

/** Whatever else a request's session was read with. */
type Beside<Found> = { found: Found; values: readonly unknown[] }
const beside = new WeakMap<object, Beside<unknown>>()

/**
 * What the statement that read the session of a request read beside it (decision 0048); undefined where that read the session alone, or
 * there was none. It is as old as the request: what is decided by it is judged again where it is written.
 */
export const besideSession = <Found>(req: Request): Beside<Found> | undefined => beside.get(req) as Beside<Found> | undefined

/** What was read beside the session is not of whoever asks. */
export const forgetBeside = (req: Request): void => void beside.delete(req)

type Done = (error?: unknown) => void
type Found = Session & SessionData
type Row = { sess: SessionData }

/** Sessions in PostgreSQL, each read by one statement, which may read more beside it. */
export class SessionStore extends Store {
  readonly #pool: pg.Pool
  readonly #reading: SessionReading
  readonly #prepares: boolean

  constructor(pool: pg.Pool, prepares: boolean, reading = SESSION) {
    super()
    this.#pool = pool
    this.#prepares = prepares
    this.#reading = reading
  }

  /** The same sessions, read with what `reading` reads beside them. */
  with(reading: SessionReading): SessionStore {
    return new SessionStore(this.#pool, this.#prepares, reading)
  }

  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    const { name, sql, values = [] } = this.#reading
    this.#pool.query<Row>({ ...(this.#prepares ? { name } : {}), text: sql, values: [sid, ...values] }).then(
      ({ rows: [found] }) => {
        if (found && this.#reading !== SESSION) beside.set(found.sess, { found, values })
        done(null, found?.sess ?? null)
      },
      // express-session takes an error that says ENOENT (the socket of a local server that is down) for "there is no such session".
      (error: unknown) => done(new Outage('sessions cannot be read', { cause: error })),
    )
  }

  override createSession(req: Request, session: SessionData): Found {
    const read = beside.get(session)
    if (read) beside.set(req, read)
    return super.createSession(req, session)
  }

  override set(sid: string, session: SessionData, done: Done = () => undefined): void {
    const sql = `insert into sessions (sid, sess, expire) values ($1, $2, now() + $3 * interval '1 millisecond')
      on conflict (sid) do update set sess = excluded.sess, expire = excluded.expire`
    const lifetime = session.shared ? SHARED_LIFETIME : (session.cookie.maxAge ?? 0)
    this.#run(sql, [sid, JSON.stringify(session), lifetime], done)
  }

  override destroy(sid: string, done: Done = () => undefined): void {
    this.#run(`delete from sessions where sid = $1`, [sid], done)
  }

  /** Removes what has run out. */
  prune(): Promise<unknown> {
    return this.#pool.query(`delete from sessions where expire < now()`)
  }

  #run(sql: string, values: unknown[], done: Done): void {
    this.#pool.query(sql, values).then(() => done(), done)
  }
}

/**
 * The pool of the sessions: its own, so that a slow page does not keep people from being recognised.
 *
 * @param options.prepares whether connections are direct, so that the server may keep the statements that read a session
 */
export function sessionStore(connection: Connection, options: { prepares: boolean }): { store: SessionStore; close: () => Promise<void> } {
  const pool = openPool(connection, { max: 4 })
  const store = new SessionStore(pool, options.prepares)
  // While the database is away nothing runs out sooner for it: the next hour removes it.
  const pruning = setInterval(() => void store.prune().catch(() => undefined), PRUNE_EVERY).unref()
  return {
    store,
    async close() {
      clearInterval(pruning)
      await pool.end()
    },
  }
}
