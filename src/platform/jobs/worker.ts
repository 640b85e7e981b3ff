import type { Pool } from '../db.ts'
import { type AnyJob, quiet } from './queue.ts'
import { PgBoss, fromKnex } from 'pg-boss'
import type { Deps } from '../deps.ts'
import type { InFlight } from '../process/inFlight.ts'

/** Makes the queue's tables, a queue for each job, and the schedule of those that run by themselves. Idempotent. */
export async function installQueue(db: Pool, jobs: readonly AnyJob[]): Promise<void> {
  const boss = new PgBoss({ db: fromKnex(db), supervise: false, schedule: false, migrate: true, createSchema: true })
  await boss.start()
  for (const job of jobs) {
    await boss.createQueue(job.name, queueOptions(job))
    await boss.updateQueue(job.name, queueOptions(job))
    if (job.cron !== undefined) await boss.schedule(job.name, job.cron, {}, { tz: 'Europe/London' })
  }
  await boss.stop({ graceful: false, close: false })
}

const queueOptions = (job: AnyJob) => ({
  retryLimit: job.retries,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: job.expireInSeconds,
  heartbeatSeconds: job.heartbeatSeconds,
  deleteAfterSeconds: 7 * 24 * 3600,
})

/** A running worker. */
export type Worker = { stop: () => Promise<void> }

const GRACE_SECONDS = 20
/** How often it is looked for jobs whose worker has gone silent. With the heartbeat, and the pause before another try, less than a minute. */
const LOOK_SECONDS = 10

/**
 * Works the queues of `jobs` until stopped. Polls: LISTEN does not survive PgBouncer in transaction mode.
 * Stopping lets running jobs end, for at most `GRACE_SECONDS`; the queue gives what was cut off to the next worker.
 */
export async function startWorker(deps: Deps, jobs: readonly AnyJob[], inFlight: InFlight): Promise<Worker> {
  const boss = new PgBoss({
    db: fromKnex(deps.db),
    createSchema: false,
    migrate: false,
    superviseIntervalSeconds: LOOK_SECONDS,
    monitorIntervalSeconds: LOOK_SECONDS,
  })
  boss.on('error', error => deps.log.error({ err: error }, 'the job queue reported an error'))
  await boss.start()
  for (const job of jobs) {
    const { count, each } = job.workers
    await boss.work<object>(
      job.name,
      {
        pollingIntervalSeconds: 0.5,
        burstWhenBatchFull: true,
        includeMetadata: true,
        perJobResults: true,
        localConcurrency: count,
        batchSize: each,
      },
      claimed => Promise.all(claimed.map(one => inTurn(deps, job, one, inFlight))),
    )
  }
  return { stop: () => boss.stop({ graceful: true, timeout: GRACE_SECONDS * 1000, close: false }) }
}

/** Runs everything that is due now, in turn, and what that queues in its turn. For tests. @returns how many jobs ran @internal */
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

/** One of those that a worker took together: it ends by itself, and fails by itself. */
async function inTurn(deps: Deps, job: AnyJob, claimed: { id: string; data: object; retryCount?: number }, inFlight: InFlight) {
  const ended = inFlight(`job ${job.name}`)
  try {
    await perform(deps, job, claimed)
    return { id: claimed.id, status: 'completed' as const }
  } catch (error) {
    return { id: claimed.id, status: 'failed' as const, output: { message: error instanceof Error ? error.message : String(error) } }
  } finally {
    ended()
  }
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
