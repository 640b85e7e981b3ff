import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { rows, type Db } from './db.ts'

/** How often something may be tried under one key. `name` keeps the counts of one limit apart from another's. */
export type Limit = { name: string; tries: number; seconds: number }

/**
 * Counts one try, in the database, so that all processes count together.
 *
 * Call it before the work, not after a failure: many tries at once must not all find the count still low.
 *
 * @param key what is counted: take a hash where it would name a person
 * @returns null when the try is allowed, otherwise the seconds until the next is
 */
export async function countTry(db: Db, limit: Limit, key: string): Promise<number | null> {
  try {
    await limiter(db, limit).consume(key)
    return null
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000)
    throw refused
  }
}

/** Forgets the tries under a key, after one that succeeded. */
export async function forgetTries(db: Db, limit: Limit, key: string): Promise<void> {
  await limiter(db, limit).delete(key)
}

const limiters = new WeakMap<Db, Map<string, RateLimiterPostgres>>()

/** One limiter a pool and limit: each clears what ran out an hour ago every five minutes, on a timer that keeps no process alive. */
function limiter(db: Db, limit: Limit): RateLimiterPostgres {
  const known = limiters.get(db) ?? new Map<string, RateLimiterPostgres>()
  limiters.set(db, known)
  const made = known.get(limit.name) ?? newLimiter(db, limit)
  known.set(limit.name, made)
  return made
}

const newLimiter = (db: Db, limit: Limit) =>
  new RateLimiterPostgres({
    storeClient: unnamed(db),
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: limit.name,
    points: limit.tries,
    duration: limit.seconds,
  })

/** The library names its statements, which a PgBouncer in transaction mode cannot keep: ours go out without a name. */
function unnamed(db: Db) {
  return {
    async query({ text, values = [] }: { text: string; values?: unknown[] }) {
      const bindings = Object.fromEntries(values.map((value, at) => [`p${at + 1}`, value]))
      const found = await rows<object>(db, text.replace(/\$(\d+)/g, ':p$1'), bindings)
      return { rows: found, rowCount: found.length }
    },
  }
}
