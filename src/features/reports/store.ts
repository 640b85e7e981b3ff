import { changed, row, rows, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Stamp } from './changes.ts'
import type { Audience, Report } from './report.ts'

/** A report that somebody asked for, without what it says. */
export type ListedReport = {
  id: Id<'report'>
  roundId: Id<'round'>
  audience: Audience
  status: 'pending' | 'building' | 'ready' | 'failed'
  requestedBy: string
  storageKey: string | null
  fileName: string | null
  bytes: number | null
  error: string | null
  createdAt: Date
  readyAt: Date | null
  /** How many steps of how many are done. */
  done: number
  total: number | null
}

export type StoredReport = ListedReport & { content: Report | null; stamp: Stamp | null; givenId: Id<'given'> | null }

const LISTED = `x.id, x.round_id as "roundId", x.audience, x.status, x.requested_by as "requestedBy", x.storage_key as "storageKey",
    x.file_name as "fileName", x.bytes, x.error, x.created_at as "createdAt", x.ready_at as "readyAt", coalesce(j.done, 0) as done, j.total`
const FROM = `from reports x left join job_runs j on j.id = x.job_run_id`

/** The newest reports of a round for these audiences, at most 50. */
export const reportsOf = (
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  audiences: readonly Audience[],
): Promise<ListedReport[]> =>
  rows(db, `select ${LISTED} ${FROM} where x.partnership_id = ? and x.round_id = ? and x.audience = any(?) order by x.id desc limit 50`, [
    partnershipId,
    roundId,
    [...audiences],
  ])

export const findReport = (
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  id: Id<'report'>,
): Promise<StoredReport | undefined> =>
  row(
    db,
    `select ${LISTED}, x.content, x.stamp, x.given_figures_id as "givenId" ${FROM} where x.partnership_id = ? and x.round_id = ? and x.id = ?`,
    [partnershipId, roundId, id],
  )

/** @returns its id */
export async function insertReport(
  trx: Db,
  asked: {
    partnershipId: Id<'partnership'>
    roundId: Id<'round'>
    audience: Audience
    accountId: Id<'account'> | null
    requestedBy: string
    jobRunId: Id<'run'>
  },
): Promise<Id<'report'>> {
  const made = await row<{ id: Id<'report'> }>(
    trx,
    `insert into reports (partnership_id, round_id, audience, job_run_id, requested_by, account_id)
     values (:partnershipId, :roundId, :audience, :jobRunId, :requestedBy, :accountId) returning id`,
    asked,
  )
  return stored(made, 'the report').id
}

export type Claim = {
  roundId: Id<'round'>
  audience: Audience
  jobRunId: Id<'run'>
  requestedBy: string
  earlierKey: string | null
}

/** Takes an unfinished report for a worker that will write under this key; whoever had it before has lost it. */
export const claimReport = (trx: Db, partnershipId: Id<'partnership'>, id: Id<'report'>, key: string): Promise<Claim | undefined> =>
  row(
    trx,
    `update reports x set status = 'building', storage_key = :key
     from (select id, storage_key from reports where partnership_id = :partnershipId and id = :id for update) before
     where x.id = before.id and x.partnership_id = :partnershipId and x.status in ('pending', 'building')
     returning x.round_id as "roundId", x.audience, x.job_run_id as "jobRunId", x.requested_by as "requestedBy", before.storage_key as "earlierKey"`,
    { partnershipId, id, key },
  )

export type Made = {
  content: Report
  stamp: Stamp
  givenId: Id<'given'> | null
  key: string
  name: string
  bytes: number
  sha256: string
}

/** @returns whether it was still this worker's */
export async function markReady(trx: Db, partnershipId: Id<'partnership'>, id: Id<'report'>, made: Made): Promise<boolean> {
  const marked = await changed(
    trx,
    `update reports set status = 'ready', content = :content, stamp = :stamp, given_figures_id = :givenId, file_name = :name, bytes = :bytes,
       sha256 = :sha256, ready_at = now()
     where partnership_id = :partnershipId and id = :id and status = 'building' and storage_key = :key`,
    { partnershipId, id, ...made, content: JSON.stringify(made.content), stamp: JSON.stringify(made.stamp) },
  )
  return marked > 0
}

/** Gives up a report that is not made. @param key the worker's; whoever had it last when it is left out. @returns what there was of it; undefined when it was another's, or finished */
export const markFailed = (
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'report'>,
  { error, key = null }: { error: string; key?: string | null },
): Promise<Pick<Claim, 'roundId' | 'jobRunId' | 'earlierKey'> | undefined> =>
  row(
    trx,
    `update reports x set status = 'failed', error = :error, storage_key = null
     from (select id, storage_key from reports where partnership_id = :partnershipId and id = :id for update) before
     where x.id = before.id and x.partnership_id = :partnershipId and x.status in ('pending', 'building')
       and (:key::text is null or before.storage_key = :key)
     returning x.round_id as "roundId", x.job_run_id as "jobRunId", before.storage_key as "earlierKey"`,
    { partnershipId, id, error, key },
  )

/** The reports that are not made yet, of every partnership. */
export const unfinishedReports = (db: Db): Promise<{ id: Id<'report'>; partnershipId: Id<'partnership'> }[]> =>
  rows(db, `select id, partnership_id as "partnershipId" from reports where status in ('pending', 'building')`)

/** Removes a report that nobody is making. @returns what belonged to it; undefined when it was not there any more */
export const deleteReport = (
  trx: Db,
  { partnershipId, roundId, id }: { partnershipId: Id<'partnership'>; roundId: Id<'round'>; id: Id<'report'> },
): Promise<{ audience: Audience; key: string | null; givenId: Id<'given'> | null } | undefined> =>
  row(
    trx,
    `delete from reports where partnership_id = :partnershipId and round_id = :roundId and id = :id and status in ('ready', 'failed')
     returning audience, storage_key as key, given_figures_id as "givenId"`,
    { partnershipId, roundId, id },
  )
