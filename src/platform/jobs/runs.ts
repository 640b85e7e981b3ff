import { changed, row, rows, type Db } from '../db.ts'
import { stillQueued, type AnyJob } from './queue.ts'

/** The progress of one long piece of work, for people to watch. */
export type JobRun = {
  id: number
  name: string
  title: string
  status: 'queued' | 'running' | 'done' | 'failed'
  done: number
  total: number | null
  message: string
  error: string | null
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
    partnershipId: number
    name: string
    title: string
    total: number | null
    startedBy: string
    next?: { text: string; href: string }
  },
): Promise<number> {
  const made = await row<{ id: number }>(
    trx,
    `insert into job_runs (partnership_id, name, title, total, started_by, next_text, next_href)
     values (:partnershipId, :name, :title, :total, :startedBy, :nextText, :nextHref) returning id`,
    { ...run, nextText: run.next?.text ?? '', nextHref: run.next?.href ?? '' },
  )
  if (!made) throw new Error('the run was not stored')
  return made.id
}

/** Says how far the work is. */
export async function reportProgress(db: Db, runId: number, progress: { done: number; total?: number; message?: string }): Promise<void> {
  await changed(
    db,
    `update job_runs set status = 'running', started_at = coalesce(started_at, now()),
       done = :done, total = coalesce(:total, total), message = coalesce(:message, message)
     where id = :runId and status in ('queued', 'running')`,
    { runId, done: progress.done, total: progress.total ?? null, message: progress.message ?? null },
  )
}

/** Counts what a batch has done, in the transaction that did it: a batch that is rolled back or repeated counts once. */
export async function advanceRun(trx: Db, runId: number, by: number): Promise<void> {
  await changed(
    trx,
    `update job_runs set status = 'running', started_at = coalesce(started_at, now()), done = done + ? where id = ? and status in ('queued', 'running')`,
    [by, runId],
  )
}

export async function finishRun(db: Db, runId: number, message = ''): Promise<void> {
  await changed(db, `update job_runs set status = 'done', done = coalesce(total, done), message = ?, finished_at = now() where id = ?`, [
    message,
    runId,
  ])
}

/** Says that unfinished work will not be finished. @param error one sentence that a member of staff can read */
export async function failRun(db: Db, runId: number, error: string): Promise<void> {
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
  const unfinished = await rows<{ id: number }>(db, `select id from job_runs where name = ? and status in ('queued', 'running')`, [
    job.name,
  ])
  const ids = unfinished.map(({ id }) => id)
  const alive = await stillQueued(db, job, 'runId', ids)
  for (const id of ids) if (!alive.has(id)) await failRun(db, id, error)
}

export async function findRun(db: Db, partnershipId: number, runId: number): Promise<JobRun | undefined> {
  return row<JobRun>(
    db,
    `select id, name, title, status, done, total, message, error, next_text as "nextText", next_href as "nextHref"
     from job_runs where partnership_id = ? and id = ?`,
    [partnershipId, runId],
  )
}
