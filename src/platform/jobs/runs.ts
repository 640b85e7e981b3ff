import { changed, row, rows, type Db, stored } from '../db.ts'
import type { Id } from '../id.ts'
import { stillQueued, type AnyJob } from './queue.ts'

/** The progress of one long piece of work, for people to watch. */
export type JobRun = {
  id: Id<'run'>
  name: string
  title: string
  status: 'queued' | 'running' | 'done' | 'failed'
  done: number
  total: number | null
  message: string
  error: string | null
  /** Nobody works on it at this moment, though it was begun: its worker was killed, or a try failed, and another is to come. */
  isStalled: boolean
  /** Where to go when it is over; blank when there is nowhere in particular. */
  nextText: string
  nextHref: string
}

/**
 * Announces long work, in the transaction that queues it. People watch it at `/jobs/<id>`.
 *
 * @param run.next the button on that page once the work is over
 * @returns the id of the run
 */
export async function announceRun(
  trx: Db,
  run: {
    partnershipId: Id<'partnership'>
    name: string
    title: string
    total: number | null
    startedBy: string
    next?: { text: string; href: string }
  },
): Promise<Id<'run'>> {
  const made = await row<{ id: Id<'run'> }>(
    trx,
    `insert into job_runs (partnership_id, name, title, total, started_by, next_text, next_href)
     values (:partnershipId, :name, :title, :total, :startedBy, :nextText, :nextHref) returning id`,
    { ...run, nextText: run.next?.text ?? '', nextHref: run.next?.href ?? '' },
  )
  return stored(made, 'the run').id
}

/** Says how far the work is. */
export async function reportProgress(
  db: Db,
  runId: Id<'run'>,
  progress: { done: number; total?: number; message?: string },
): Promise<void> {
  await changed(
    db,
    `update job_runs set status = 'running', started_at = coalesce(started_at, now()),
       done = :done, total = coalesce(:total, total), message = coalesce(:message, message)
     where id = :runId and status in ('queued', 'running')`,
    { runId, done: progress.done, total: progress.total ?? null, message: progress.message ?? null },
  )
}

/** Counts what a batch has done, in the transaction that did it: a batch that is rolled back or repeated counts once. */
export async function advanceRun(trx: Db, runId: Id<'run'>, by: number): Promise<void> {
  await changed(
    trx,
    `update job_runs set status = 'running', started_at = coalesce(started_at, now()), done = done + ? where id = ? and status in ('queued', 'running')`,
    [by, runId],
  )
}

export async function finishRun(db: Db, runId: Id<'run'>, message = ''): Promise<void> {
  await changed(db, `update job_runs set status = 'done', done = coalesce(total, done), message = ?, finished_at = now() where id = ?`, [
    message,
    runId,
  ])
}

/** Says that unfinished work will not be finished. @param error one sentence that a member of staff can read */
export async function failRun(db: Db, runId: Id<'run'>, error: string): Promise<void> {
  await changed(
    db,
    `update job_runs set status = 'failed', error = ?, finished_at = now() where id = ? and status in ('queued', 'running')`,
    [error, runId],
  )
}

/**
 * Says of work that nobody does any more that it will not be finished: a worker that was killed told nobody.
 *
 * @param job one whose payload names its run, as `runId`
 */
export async function failLostRuns(db: Db, job: Pick<AnyJob, 'name'>, error: string): Promise<void> {
  const unfinished = await rows<{ id: Id<'run'> }>(db, `select id from job_runs where name = ? and status in ('queued', 'running')`, [
    job.name,
  ])
  const ids = unfinished.map(({ id }) => id)
  const alive = await stillQueued(db, [job], 'runId', ids)
  for (const id of ids) if (!alive.has(id)) await failRun(db, id, error)
}

/** A worker that is alive shows it every ten seconds. */
const SILENT_SECONDS = 15

export async function findRun(db: Db, partnershipId: Id<'partnership'>, runId: Id<'run'>): Promise<JobRun | undefined> {
  return row<JobRun>(
    db,
    `select id, r.name, title, status, done, total, message, error, next_text as "nextText", next_href as "nextHref",
       status in ('queued', 'running') and exists (select from pgboss.job j where j.name = r.name and j.data ->> 'runId' = r.id::text
         and (j.state = 'retry' or (j.state = 'active' and j.heartbeat_on < now() - interval '${SILENT_SECONDS} seconds'))) as "isStalled"
     from job_runs r where partnership_id = ? and id = ?`,
    [partnershipId, runId],
  )
}
