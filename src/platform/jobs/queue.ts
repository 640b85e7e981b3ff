import { PgBoss, fromKnex } from 'pg-boss'
import type { z } from 'zod'
import { rows, type Db, type Pool } from '../db.ts'
import type { Deps } from '../deps.ts'

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
  /** For work of minutes: its worker shows so often that it lives, or another takes over. At least 10. */
  heartbeatSeconds?: number
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
  return { retries: 5, expireInSeconds: 900, ...job }
}

/** A boss over somebody's connection that starts no timers: enough to send, fetch and create queues. */
const quiet = (db: Db) => new PgBoss({ db: fromKnex(db), supervise: false, schedule: false, migrate: false, createSchema: false })

/** Puts a job in the queue when the caller's transaction commits, and not otherwise. */
export async function enqueue<Payload extends object>(
  trx: Db,
  job: Job<Payload>,
  payload: Payload,
  options: { runAt?: Date } = {},
): Promise<void> {
  await quiet(trx).send(job.name, payload, options.runAt ? { startAfter: options.runAt } : {})
}

/** Many jobs of one kind in one statement. */
export async function enqueueMany<Payload extends object>(trx: Db, job: Job<Payload>, payloads: readonly Payload[]): Promise<void> {
  if (payloads.length === 0) return
  await quiet(trx).insert(
    job.name,
    payloads.map(data => ({ data })),
  )
}

/**
 * Which of these are still waiting or being worked on, by a number in the payload of their jobs.
 *
 * @param field for example `messageId`
 */
export async function stillQueued(db: Db, job: Pick<AnyJob, 'name'>, field: string, ids: readonly number[]): Promise<Set<number>> {
  const found = await rows<{ id: number }>(
    db,
    `select (data ->> :field)::bigint as id from pgboss.job
     where name = :name and state in ('created', 'retry', 'active') and (data ->> :field)::bigint = any(:ids::bigint[])`,
    { name: job.name, field, ids: [...ids] },
  )
  return new Set(found.map(({ id }) => id))
}

/** Makes the queue's tables, a queue for each job, and the schedule of those that run by themselves. Idempotent. */
export async function installQueue(db: Pool, jobs: readonly AnyJob[]): Promise<void> {
  const boss = new PgBoss({ db: fromKnex(db), supervise: false, schedule: false, migrate: true, createSchema: true })
  await boss.start()
  for (const job of jobs) {
    await boss.createQueue(job.name, queueOptions(job))
    if (job.cron !== undefined) await boss.schedule(job.name, job.cron, {}, { tz: 'Europe/London' })
  }
  await boss.stop({ graceful: false, close: false })
}

const queueOptions = (job: AnyJob) => ({
  retryLimit: job.retries,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: job.expireInSeconds,
  ...(job.heartbeatSeconds === undefined ? {} : { heartbeatSeconds: job.heartbeatSeconds }),
  deleteAfterSeconds: 7 * 24 * 3600,
})

/** A running worker. */
export type Worker = { stop: () => Promise<void> }

/**
 * Works the queues of `jobs` until stopped. Polls: LISTEN does not survive PgBouncer in transaction mode.
 * Stopping lets running jobs end, for at most `graceSeconds`; the queue gives what was cut off to the next worker.
 */
export async function startWorker(deps: Deps, jobs: readonly AnyJob[], graceSeconds = 20): Promise<Worker> {
  const boss = new PgBoss({ db: fromKnex(deps.db), createSchema: false, migrate: false, superviseIntervalSeconds: 60 })
  boss.on('error', error => deps.log.error({ err: error }, 'the job queue reported an error'))
  await boss.start()
  for (const job of jobs) {
    await boss.work<object>(
      job.name,
      { pollingIntervalSeconds: 0.5, burstWhenBatchFull: true, includeMetadata: true },
      async ([claimed]) => {
        if (claimed) await perform(deps, job, claimed)
      },
    )
  }
  return { stop: () => boss.stop({ graceful: true, timeout: graceSeconds * 1000, close: false }) }
}

/** Runs everything that is due now, in turn, and what that queues in its turn. For tests, the demonstration and the command line. @returns how many jobs ran */
export async function drain(deps: Deps, jobs: readonly AnyJob[]): Promise<number> {
  const boss = quiet(deps.db)
  let ran = 0
  for (let again = true; again;) {
    again = false
    for (const job of jobs) {
      for (
        let batch = await boss.fetch<object>(job.name, { batchSize: 50 });
        batch.length > 0;
        batch = await boss.fetch<object>(job.name, { batchSize: 50 })
      ) {
        for (const claimed of batch) {
          await perform(deps, job, claimed)
          await boss.complete(job.name, claimed.id)
          ran += 1
          again = true
        }
      }
    }
  }
  return ran
}

async function perform(deps: Deps, job: AnyJob, claimed: { id: string; data: object; retryCount?: number }): Promise<void> {
  try {
    await job.run(deps, job.payload.parse(claimed.data))
  } catch (error) {
    const attempt = claimed.retryCount ?? 0
    deps.log.error({ err: error, job: job.name, id: claimed.id, attempt }, 'a job failed')
    if (attempt >= job.retries) await job.gaveUp?.(deps, job.payload.parse(claimed.data))
    throw error
  }
}
