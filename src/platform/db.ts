import knex, { type Knex } from 'knex'
import pg from 'pg'

/** A connection or a transaction: the first argument of every store function and action. */
export type Db = Knex | Knex.Transaction

/** The pool itself: what the composition root opens and closes. */
export type Pool = Knex

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

/**
 * Opens a pool. No session settings: PgBouncer in transaction mode must work.
 *
 * @param options.prepares whether `prepared` statements are kept by the server's connections, which must then be direct
 */
export function connect(connection: Connection, options: { pool?: number; prepares?: boolean } = {}): Knex {
  const db = knex({
    client: 'pg',
    connection: typeof connection === 'string' ? { connectionString: connection } : connection,
    pool: { min: 0, max: options.pool ?? 10, acquireTimeoutMillis: 15_000 },
    acquireConnectionTimeout: 15_000,
    log: { warn: message => !String(message).startsWith(SAID_TWICE) && process.emitWarning(String(message)) },
  })
  if (options.prepares) preparing.add(configOf(db))
  return db
}

/** The pools whose connections keep prepared statements, by their configuration, which their transactions share. */
const preparing = new WeakSet<Knex.Config>()
const configOf = (db: Db): Knex.Config => (db.client as { config: Knex.Config }).config

/** A statement that is worth keeping ready: see `prepared`. */
export type Prepared = { name: string; sql: string }

const preparedNames = new Set<string>()

/**
 * A statement of the pages that are opened most: where connections are direct, the server reads and plans it once for
 * each connection instead of every time, which costs more than running it (decision 0018). Not for statements whose
 * best plan depends on their bindings.
 *
 * @param name `feature.subject`; unique
 * @throws at start when two statements bear one name: the server would run the first for both
 */
export function prepared(name: string, sql: string): Prepared {
  if (preparedNames.has(name)) throw new Error(`two prepared statements are called ${name}`)
  preparedNames.add(name)
  return { name, sql }
}

/** Runs `work` in one transaction; inside another it is a savepoint. Committed when it returns, rolled back when it throws. */
export function inTransaction<T>(db: Db, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  return db.transaction(work)
}

/**
 * Reads that must agree with each other: all of them see the database as it was at the first, whatever others do meanwhile.
 * Nothing can be written. Inside another transaction it sees what that one sees.
 */
export function inSnapshot<T>(db: Db, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  return db.transaction(work, { isolationLevel: 'repeatable read', readOnly: true })
}

type Statement = string | Prepared
type Bindings = readonly unknown[] | Record<string, unknown>

/** The rows of a plain SQL statement. `?` are bindings; write `\\?` for the jsonb operator. */
export async function rows<Row>(db: Db, statement: Statement, bindings: Bindings = []): Promise<Row[]> {
  return (await run<{ rows: Row[] }>(db, statement, bindings)).rows
}

/** The first row of a plain SQL statement, or undefined. */
export async function row<Row>(db: Db, statement: Statement, bindings: Bindings = []): Promise<Row | undefined> {
  return (await rows<Row>(db, statement, bindings))[0]
}

/** How many rows a plain SQL statement changed. */
export async function changed(db: Db, statement: Statement, bindings: Bindings = []): Promise<number> {
  return (await run<{ rowCount: number | null }>(db, statement, bindings)).rowCount ?? 0
}

async function run<Result>(db: Db, statement: Statement, bindings: Bindings): Promise<Result> {
  const { sql, name } = typeof statement === 'string' ? { sql: statement, name: undefined } : statement
  const query = db.raw(sql, bindings as Knex.RawBinding[])
  const result: unknown = await (name !== undefined && preparing.has(configOf(db)) ? query.options({ name }) : query)
  return result as Result
}

/** A pattern for `like` and `ilike` of texts that hold these words, whatever signs the words hold themselves. */
export const holding = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`

/** The constraint that a failed statement broke, if that is why it failed. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}
