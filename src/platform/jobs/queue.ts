import { PgBoss, fromKnex } from 'pg-boss'
import type { z } from 'zod'
import { changed, rows, type Db } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { Id } from '../id.ts'

/**
 * A kind of work done outside a request. `run` calls one action and may be called twice for one job:
 * a worker that dies after its commit is not believed.
 */
export type Job<Payload> = {
  /** `feature.verb`; the name of its queue. */
  name: string
  payload: z.ZodType<Payload>
  run(deps: Deps, payload: Payload): Promise<void>
  /** How often a failure is tried again, with growing pauses. */
  retries: number
  /** After how long without an end a run counts as dead. */
  expireInSeconds: number
  /** Its worker shows so often that it lives, or another takes over. At least 10. */
  heartbeatSeconds: number
  /** How many of its workers each process has, and how many of its jobs each takes at a time. */
  workers: { count: number; each: number }
  /** When it runs by itself, as five fields of cron in London time; its payload is then empty. */
  cron?: string
  /** Tells people that the last try failed. */
  gaveUp?(deps: Deps, payload: Payload): Promise<void>
}

/** A job whose payload its holder need not know: `run` is a method, so that any job is one. */
export type AnyJob = Job<object>

export function defineJob<Payload extends object>(
  job: Pick<Job<Payload>, 'name' | 'payload' | 'run'> & Partial<Job<Payload>>,
): Job<Payload> {
  return { retries: 5, expireInSeconds: 900, heartbeatSeconds: 20, workers: { count: 1, each: 1 }, ...job }
}

/** A boss over somebody's connection that starts no timers: enough to send, fetch and create queues. */
export const quiet = (db: Db) => new PgBoss({ db: fromKnex(db), supervise: false, schedule: false, migrate: false, createSchema: false })

/** Puts a job in the queue when the caller's transaction commits, and not otherwise. */
export const enqueue = <Payload extends object>(trx: Db, job: Job<Payload>, payload: Payload): Promise<void> =>
  enqueueMany(trx, job, [payload])

/** Many jobs of one kind in one statement. */
export async function enqueueMany<Payload extends object>(
  trx: Db,
  job: Pick<Job<Payload>, 'name' | 'payload'>,
  payloads: readonly Payload[],
): Promise<void> {
  if (payloads.length === 0) return
  const queued = await changed(
    trx,
    enqueueSql(`select :name::text as queue, data, nth from jsonb_array_elements(:payloads::jsonb) with ordinality as given (data, nth)`),
    {
      name: job.name,
      payloads: JSON.stringify(payloads),
    },
  )
  if (queued !== payloads.length) throw new Error(`there is no queue ${job.name}`)
}

/**
 * Puts jobs in their queues as pg-boss does (a test holds the rows equal), which takes two statements for each queue: so may whatever
 * writes what a job is about queue the job as well.
 *
 * @param jobs selects the columns `queue`, `data` and `nth`, by which those that are as old as each other take their turn
 */
export const enqueueSql = (jobs: string): string => `insert into pgboss.job (name, data, policy, retry_limit, retry_delay, retry_backoff,
    retry_delay_max, expire_seconds, deletion_seconds, keep_until, dead_letter, heartbeat_seconds)
  select q.name, j.data, q.policy, q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds,
    now() + q.retention_seconds * interval '1 second', q.dead_letter, q.heartbeat_seconds
  from (${jobs}) j join pgboss.queue q on q.name = j.queue order by j.nth`

/**
 * Which of these are still waiting or being worked on, by a number in the payload of their jobs.
 *
 * @param field for example `messageId`
 */
export async function stillQueued<Of extends string>(
  db: Db,
  jobs: readonly Pick<AnyJob, 'name'>[],
  field: `${Of}Id`,
  ids: readonly Id<Of>[],
): Promise<Set<Id<Of>>> {
  const found = await rows<{ id: Id<Of> }>(
    db,
    `select (data ->> :field)::bigint as id from pgboss.job
     where name = any(:names) and state in ('created', 'retry', 'active') and (data ->> :field)::bigint = any(:ids::bigint[])`,
    { names: jobs.map(({ name }) => name), field, ids: [...ids] },
  )
  return new Set(found.map(({ id }) => id))
}
