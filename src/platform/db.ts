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

/** Knex prints why a connection could not be had, and throws it as well to whoever asked for it. */
const SAID_TWICE = 'Acquire connection error'

/**
 * Opens a pool.
 *
 * No named statements and no session settings: PgBouncer in transaction mode must work.
 */
export function connect(connection: Connection, pool = 10): Knex {
  return knex({
    client: 'pg',
    connection: typeof connection === 'string' ? { connectionString: connection } : connection,
    pool: { min: 0, max: pool, acquireTimeoutMillis: 15_000 },
    acquireConnectionTimeout: 15_000,
    log: { warn: message => !String(message).startsWith(SAID_TWICE) && process.emitWarning(String(message)) },
  })
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

/** The rows of a plain SQL statement. `?` are bindings; write `\\?` for the jsonb operator. */
export async function rows<Row>(db: Db, sql: string, bindings: readonly unknown[] | Record<string, unknown> = []): Promise<Row[]> {
  const result = await db.raw<{ rows: Row[] }>(sql, bindings as Knex.RawBinding[])
  return result.rows
}

/** The first row of a plain SQL statement, or undefined. */
export async function row<Row>(db: Db, sql: string, bindings: readonly unknown[] | Record<string, unknown> = []): Promise<Row | undefined> {
  return (await rows<Row>(db, sql, bindings))[0]
}

/** How many rows a plain SQL statement changed. */
export async function changed(db: Db, sql: string, bindings: readonly unknown[] | Record<string, unknown> = []): Promise<number> {
  const result = await db.raw<{ rowCount: number | null }>(sql, bindings as Knex.RawBinding[])
  return result.rowCount ?? 0
}

/** A pattern for `like` and `ilike` of texts that hold these words, whatever signs the words hold themselves. */
export const holding = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`

/** The constraint that a failed statement broke, if that is why it failed. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}
