import knex, { type Knex } from 'knex'
import pg from 'pg'
import { keepPrepared } from './db.ts'

/** How to reach a database: an address, or what the embedded server gave. */
export type Connection = string | { host: string; port?: number; user: string; database: string; password?: string }

// A date is a day, not an instant: keep 'YYYY-MM-DD'. Counts and ids are far below 2^53.
pg.types.setTypeParser(pg.types.builtins.DATE, value => value)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** What the program needs to know of a server before it opens a pool to it. */
export type ServerFacts = {
  /** As PostgreSQL counts it: 150006 is 15.6. */
  version: number
  /** Whether our connections are the server's own: behind a pooler, one may be served by another at every transaction. */
  isDirect: boolean
}

/**
 * Asks a server about itself over one connection.
 *
 * A pooler invents the process number that it greets a client with, because it has no server process to name yet; the
 * server's own answer to `pg_backend_pid()` then is another.
 *
 * @throws what `pg` throws when the server cannot be reached
 */
export async function serverFacts(connection: Connection): Promise<ServerFacts> {
  // Soon enough for somebody who watches the program start: the operating system may try for two minutes.
  const patience = { connectionTimeoutMillis: 15_000 }
  const client = new pg.Client(
    typeof connection === 'string' ? { ...patience, connectionString: connection } : { ...patience, ...connection },
  )
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows: found } = await client.query<{ version: number; process: number }>(
      `select current_setting('server_version_num')::int as version, pg_backend_pid() as process`,
    )
    const greeted = (client as { processID?: number }).processID
    return { version: found[0]?.version ?? 0, isDirect: found[0]?.process === greeted }
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Knex prints why a connection could not be had, and throws it as well to whoever asked for it. */
const SAID_TWICE = 'Acquire connection error'

/** No statement of a page or a job is worth so much waiting: one that takes longer would keep its connection from everybody else. */
export const LONGEST_STATEMENT = 120_000

/**
 * Opens a pool.
 *
 * @param options.prepares whether `prepared` statements are kept by the server's connections, which must then be direct
 * @param options.longest after how many milliseconds the server ends a statement; only where connections are direct, because a pooler in
 * transaction mode has no settings of a session. Never, when it is not given
 */
export function connect(connection: Connection, options: { pool?: number; prepares?: boolean; longest?: number } = {}): Knex {
  const db = knex({
    client: 'pg',
    connection: {
      ...(typeof connection === 'string' ? { connectionString: connection } : connection),
      ...(options.longest === undefined ? {} : { statement_timeout: options.longest }),
    },
    pool: { min: 0, max: options.pool ?? 10, acquireTimeoutMillis: 15_000 },
    acquireConnectionTimeout: 15_000,
    log: { warn: message => !String(message).startsWith(SAID_TWICE) && process.emitWarning(String(message)) },
  })
  if (options.prepares) keepPrepared(db)
  return db
}

/** A pool of bare connections, for the few statements that need nothing of `platform/db.ts`. */
export function openPool(connection: Connection, { max }: { max: number }): pg.Pool {
  const reach = typeof connection === 'string' ? { connectionString: connection } : connection
  // Whoever asks for a connection is told that there is none; one that breaks while nobody uses it is nobody's error.
  return new pg.Pool({ ...reach, max, connectionTimeoutMillis: 10_000 }).on('error', () => undefined)
}
