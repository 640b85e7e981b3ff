import { changed, row, rows, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Choice } from '../datasets/index.ts'
import type { Json } from '../questions/index.ts'
import { storedChoice } from './choosing.ts'

/** A file that somebody asked for. */
export type Export = {
  id: Id<'export'>
  roundId: Id<'round'>
  format: string
  choice: Choice
  status: 'pending' | 'building' | 'ready' | 'failed'
  requestedBy: string
  storageKey: string | null
  fileName: string | null
  bytes: number | null
  sha256: string | null
  error: string | null
  createdAt: Date
  readyAt: Date | null
  expiresAt: Date | null
  /** By the clock of the database. */
  expired: boolean
  /** How many returns were read, of how many. */
  done: number
  total: number | null
}

type Kept<Of extends { choice: Choice }> = Omit<Of, 'choice'> & { choice: Json }
const chosenIn = <Of extends { choice: Choice }>(found: Kept<Of>): Of =>
  ({ ...found, choice: storedChoice.parse(found.choice) }) as unknown as Of

const EXPORT = `select x.id, x.round_id as "roundId", x.format, x.choice, x.status, x.requested_by as "requestedBy", x.storage_key as "storageKey",
    x.file_name as "fileName", x.bytes, x.sha256, x.error, x.created_at as "createdAt", x.ready_at as "readyAt",
    x.expires_at as "expiresAt", coalesce(x.expires_at <= now(), false) as expired, coalesce(j.done, 0) as done, j.total
  from exports x left join job_runs j on j.id = x.job_run_id`

/** The newest exports of a round, at most 50. */
export const exportsOf = async (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Export[]> =>
  (
    await rows<Kept<Export>>(db, `${EXPORT} where x.partnership_id = ? and x.round_id = ? order by x.id desc limit 50`, [
      partnershipId,
      roundId,
    ])
  ).map(chosenIn<Export>)

export async function findExport(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  id: Id<'export'>,
): Promise<Export | undefined> {
  const found = await row<Kept<Export>>(db, `${EXPORT} where x.partnership_id = ? and x.round_id = ? and x.id = ?`, [
    partnershipId,
    roundId,
    id,
  ])
  return found && chosenIn<Export>(found)
}

/** What somebody chose the last time, in any round. */
export async function lastChoice(db: Db, partnershipId: Id<'partnership'>, accountId: Id<'account'>): Promise<Choice | undefined> {
  const found = await row<{ choice: Json }>(
    db,
    `select choice from exports where partnership_id = ? and account_id = ? order by id desc limit 1`,
    [partnershipId, accountId],
  )
  return found && storedChoice.parse(found.choice)
}

/** @returns its id */
export async function insertExport(
  trx: Db,
  asked: {
    partnershipId: Id<'partnership'>
    roundId: Id<'round'>
    format: string
    choice: Choice
    accountId: Id<'account'>
    requestedBy: string
    jobRunId: Id<'run'>
  },
): Promise<Id<'export'>> {
  const made = await row<{ id: Id<'export'> }>(
    trx,
    `insert into exports (partnership_id, round_id, format, choice, job_run_id, requested_by, account_id)
     values (:partnershipId, :roundId, :format, :choice, :jobRunId, :requestedBy, :accountId) returning id`,
    { ...asked, choice: JSON.stringify(asked.choice) },
  )
  return stored(made, 'the export').id
}

export type Claim = {
  roundId: Id<'round'>
  format: string
  choice: Choice
  jobRunId: Id<'run'>
  requestedBy: string
  earlierKey: string | null
}

/** Takes an unfinished export for a worker that will write under this key; whoever had it before has lost it. */
export async function claimExport(trx: Db, partnershipId: Id<'partnership'>, id: Id<'export'>, key: string): Promise<Claim | undefined> {
  const claimed = await row<Kept<Claim>>(
    trx,
    `update exports x set status = 'building', storage_key = :key
     from (select id, storage_key from exports where partnership_id = :partnershipId and id = :id for update) before
     where x.id = before.id and x.partnership_id = :partnershipId and x.status in ('pending', 'building')
     returning x.round_id as "roundId", x.format, x.choice, x.job_run_id as "jobRunId", x.requested_by as "requestedBy", before.storage_key as "earlierKey"`,
    { partnershipId, id, key },
  )
  return claimed && chosenIn<Claim>(claimed)
}

/** @returns whether it was still this worker's */
export async function markReady(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'export'>,
  file: { key: string; name: string; bytes: number; sha256: string },
  keepHours: number,
): Promise<boolean> {
  const marked = await changed(
    trx,
    `update exports set status = 'ready', file_name = :name, bytes = :bytes, sha256 = :sha256, ready_at = now(),
       expires_at = now() + :keepHours * interval '1 hour'
     where partnership_id = :partnershipId and id = :id and status = 'building' and storage_key = :key`,
    { partnershipId, id, keepHours, ...file },
  )
  return marked > 0
}

/** @param error what to tell whoever asked for it. @returns whether it was still this worker's */
export const markFailed = async (
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'export'>,
  key: string,
  error: string,
): Promise<boolean> =>
  (await changed(
    trx,
    `update exports set status = 'failed', error = :error, storage_key = null
     where partnership_id = :partnershipId and id = :id and status = 'building' and storage_key = :key`,
    { partnershipId, id, key, error },
  )) > 0

export type UnfinishedExport = { id: Id<'export'>; partnershipId: Id<'partnership'> }

/** The exports that are not made yet, of every partnership. */
export const unfinishedExports = (db: Db): Promise<UnfinishedExport[]> =>
  rows(db, `select id, partnership_id as "partnershipId" from exports where status in ('pending', 'building')`)

/** Gives up an export that no worker has. @returns what the last one had of it; undefined when it was finished meanwhile */
export const markLost = (
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'export'>,
  error: string,
): Promise<Omit<Claim, 'requestedBy' | 'format' | 'choice'> | undefined> =>
  row(
    trx,
    `update exports x set status = 'failed', error = :error, storage_key = null
     from (select id, storage_key from exports where partnership_id = :partnershipId and id = :id for update) before
     where x.id = before.id and x.partnership_id = :partnershipId and x.status in ('pending', 'building')
     returning x.round_id as "roundId", x.job_run_id as "jobRunId", before.storage_key as "earlierKey"`,
    { partnershipId, id, error },
  )

/** The files whose time is over, of every partnership. */
export const expiredFiles = (db: Db): Promise<{ id: Id<'export'>; key: string }[]> =>
  rows(db, `select id, storage_key as key from exports where expires_at <= now() and storage_key is not null`)

export async function forgetFiles(trx: Db, ids: readonly Id<'export'>[]): Promise<void> {
  await changed(trx, `update exports set storage_key = null where id = any(?)`, [ids])
}
