import type { Knex } from 'knex'
import pg from 'pg'

/** A connection or a transaction: the first argument of every store function and action. */
export type Db = Knex | Knex.Transaction

/** The pool itself: what the composition root opens and closes. */
export type Pool = Knex

/** The pools whose connections keep prepared statements, by their configuration, which their transactions share. */
const preparing = new WeakSet<Knex.Config>()
const configOf = (db: Db): Knex.Config => (db.client as { config: Knex.Config }).config

/** From now on this pool keeps what is `prepared`: its connections are direct. */
export const keepPrepared = (db: Pool): void => void preparing.add(configOf(db))

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

/** Looks, inside a transaction, whether whoever asked for it may still have it. @throws when they may not */
export type Judge = (trx: Db) => Promise<void>
const judges = new WeakMap<object, Judge>()

/** The same pool, each of whose transactions begins with a judgement: what somebody may do is asked when it is done (decision 0037). */
export function judgedBy(db: Pool, judge: Judge): Pool {
  const judged = Object.create(db) as Pool
  judges.set(judged, judge)
  return judged
}

/** Runs `work` in one transaction; inside another it is a savepoint. Committed when it returns, rolled back when it throws. */
export function inTransaction<T>(db: Db, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  const judge = judges.get(db)
  if (!judge) return db.transaction(work)
  return db.transaction(async trx => {
    await judge(trx)
    return work(trx)
  })
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
  const hear = listener?.()
  const query = db.raw(sql, bindings as Knex.RawBinding[])
  const result: unknown = await (name !== undefined && preparing.has(configOf(db)) ? query.options({ name }) : query)
  hear?.(result as pg.QueryResult)
  return result as Result
}

/** Called where a statement is run; what it returns is told the result. */
type Listener = () => ((result: pg.QueryResult) => void) | undefined
let listener: Listener | undefined

/**
 * Lets the tests see what every statement gives, to compare it with the row that its caller declares (decision 0025). Nobody listens
 * in production.
 *
 * @internal
 */
export const listen = (to: Listener): void => void (listener = to)

/** What has to come back from a statement that stores it. @param what "the link" */
export function stored<Found>(found: Found | undefined, what: string): Found {
  if (found === undefined) throw new Error(`${what} was not stored`)
  return found
}

/** A pattern for `like` and `ilike` of texts that hold these words, whatever signs the words hold themselves. */
export const holding = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`

/** The constraint that a failed statement broke, if that is why it failed. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}
