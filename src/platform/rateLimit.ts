import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { changed, rows, type Db } from './db.ts'

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

/** Forgets the tries that no longer count, of all limits. */
export async function forgetOldTries(db: Db): Promise<void> {
  await changed(db, `delete from rate_limits where expire < extract(epoch from now()) * 1000`)
}

// Made anew each time, also for a transaction: with the library's own clearing, each would keep a timer and what it counts in.
const limiter = (db: Db, limit: Limit) =>
  new RateLimiterPostgres({
    storeClient: unnamed(db),
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
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
