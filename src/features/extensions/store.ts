import { row, rows, type Db } from '../../platform/db.ts'
import type { ExtendableReturn, RefusedBecause } from './grant.ts'
import type { ExtensionRequest } from './schemas.ts'

/** A return that somebody wants to give more time, with what the pages say of it. */
export type ReturnToExtend = ExtendableReturn & {
  id: number
  establishmentId: number
  name: string
  identifier: string
  firstDueAt: Date
  extensions: number
}

const RETURN_COLUMNS = `r.id, r.establishment_id as "establishmentId", r.establishment_name as name, e.identifier, r.status,
  r.first_due_at as "firstDueAt", r.due_at as "dueAt", r.extensions, o.status as "roundStatus"`

const RETURNS = `select ${RETURN_COLUMNS} from returns r
  join rounds o on o.id = r.round_id join establishments e on e.id = r.establishment_id
  where r.partnership_id = :partnershipId and r.round_id = :roundId and r.id = any(:ids::bigint[])`

/** Those of the ids that are returns of the round, by name. */
export async function returnsToExtend(db: Db, partnershipId: number, roundId: number, ids: readonly number[]): Promise<ReturnToExtend[]> {
  return rows<ReturnToExtend>(db, `${RETURNS} order by r.establishment_name, r.id`, { partnershipId, roundId, ids: [...ids] })
}

/**
 * The same, held against change until the transaction ends; the round is held too, so that it cannot be closed meanwhile.
 * Two who extend the same returns take turns, because everybody locks in the order of the ids.
 */
export async function lockReturnsToExtend(
  trx: Db,
  partnershipId: number,
  roundId: number,
  ids: readonly number[],
): Promise<ReturnToExtend[]> {
  await row(trx, `select id from rounds where partnership_id = ? and id = ? for share`, [partnershipId, roundId])
  await rows(trx, `select id from returns where partnership_id = ? and round_id = ? and id = any(?::bigint[]) order by id for update`, [
    partnershipId,
    roundId,
    [...ids],
  ])
  // A statement of its own: the locking one's snapshot may be older than the locks that it waited for.
  return returnsToExtend(trx, partnershipId, roundId, ids)
}

/** The moment by which deadlines are judged: that of the database, the same throughout a transaction. */
export async function databaseNow(db: Db): Promise<Date> {
  const found = await row<{ now: Date }>(db, `select now() as now`)
  if (!found) throw new Error('the database did not say what time it is')
  return found.now
}

/** Somebody who was asked and not given more time, as a batch keeps it. */
export type RefusedReturn = { returnId: number; name: string; because: RefusedBecause; words: string }

/** Stores a batch with its extensions, from each return's due date as it is now. @returns the id of the batch */
export async function insertBatch(
  trx: Db,
  batch: ExtensionRequest & {
    partnershipId: number
    roundId: number
    returnIds: readonly number[]
    refused: readonly RefusedReturn[]
    grantedBy: string
  },
): Promise<number> {
  const bindings = {
    ...batch,
    granted: batch.returnIds.length,
    refused: JSON.stringify(batch.refused),
    returnIds: [...batch.returnIds],
  }
  const made = await row<{ id: number }>(
    trx,
    `with batch as (
       insert into extension_batches (partnership_id, round_id, to_due_at, reason_code, reason, granted, refused, granted_by)
       values (:partnershipId, :roundId, :toDueAt, :reasonCode, :reason, :granted, :refused, :grantedBy) returning *
     ), granted as (
       insert into extensions (partnership_id, round_id, return_id, batch_id, from_due_at, to_due_at, reason_code, reason, granted_by)
       select r.partnership_id, r.round_id, r.id, b.id, r.due_at, b.to_due_at, b.reason_code, b.reason, b.granted_by
       from batch b join returns r on r.partnership_id = b.partnership_id and r.round_id = b.round_id and r.id = any(:returnIds::bigint[])
     )
     select id from batch`,
    bindings,
  )
  if (!made) throw new Error('the batch was not stored')
  return made.id
}

/** Everybody who holds a link that opens one of these returns and can be written to. */
export type LinkHolder = { invitationId: number; returnId: number; name: string; email: string }

export async function linkHolders(db: Db, partnershipId: number, returnIds: readonly number[]): Promise<LinkHolder[]> {
  return rows<LinkHolder>(
    db,
    `select id as "invitationId", return_id as "returnId", name, email from invitations
     where partnership_id = ? and return_id = any(?::bigint[]) and revoked_at is null and email <> '' order by return_id, id`,
    [partnershipId, [...returnIds]],
  )
}

export type Batch = {
  id: number
  roundId: number
  toDueAt: Date
  reasonCode: string
  reason: string
  granted: number
  refused: RefusedReturn[]
  grantedBy: string
  grantedAt: Date
}

const BATCH_COLUMNS = `id, round_id as "roundId", to_due_at as "toDueAt", reason_code as "reasonCode", reason, granted, refused,
  granted_by as "grantedBy", granted_at as "grantedAt"`

export async function findBatch(db: Db, partnershipId: number, roundId: number, id: number): Promise<Batch | undefined> {
  return row<Batch>(db, `select ${BATCH_COLUMNS} from extension_batches where partnership_id = ? and round_id = ? and id = ?`, [
    partnershipId,
    roundId,
    id,
  ])
}

/** One later due date of one return. */
export type Extension = {
  id: number
  batchId: number
  returnId: number
  name: string
  identifier: string
  fromDueAt: Date
  toDueAt: Date
  reasonCode: string
  reason: string
  grantedBy: string
  grantedAt: Date
}

const EXTENSIONS = `select x.id, x.batch_id as "batchId", x.return_id as "returnId", r.establishment_name as name, e.identifier,
    x.from_due_at as "fromDueAt", x.to_due_at as "toDueAt", x.reason_code as "reasonCode", x.reason, x.granted_by as "grantedBy",
    x.granted_at as "grantedAt"
  from extensions x join returns r on r.id = x.return_id join establishments e on e.id = r.establishment_id`

/** One page of all that was granted in a round, the newest first. */
export async function extensionsOfRound(
  db: Db,
  partnershipId: number,
  roundId: number,
  page: { limit: number; offset: number },
): Promise<Extension[]> {
  return rows<Extension>(
    db,
    `${EXTENSIONS} where x.partnership_id = :partnershipId and x.round_id = :roundId
     order by x.id desc limit :limit offset :offset`,
    { partnershipId, roundId, ...page },
  )
}

export async function countExtensions(db: Db, partnershipId: number, roundId: number): Promise<{ extensions: number; returns: number }> {
  const counted = await row<{ extensions: number; returns: number }>(
    db,
    `select count(*) as extensions, count(distinct return_id) as returns from extensions where partnership_id = ? and round_id = ?`,
    [partnershipId, roundId],
  )
  return counted ?? { extensions: 0, returns: 0 }
}

/** All that was granted to one return, the first first. */
export async function extensionsOf(db: Db, partnershipId: number, returnId: number): Promise<Extension[]> {
  return rows<Extension>(db, `${EXTENSIONS} where x.partnership_id = ? and x.return_id = ? order by x.id`, [partnershipId, returnId])
}

/** An extension of a batch, with whom its letter went to and what became of it. */
export type ToldExtension = Extension & { letters: { email: string; status: 'queued' | 'sending' | 'sent' | 'failed' }[] }

/** One page of a batch, by name. */
export async function extensionsOfBatch(
  db: Db,
  partnershipId: number,
  batchId: number,
  page: { limit: number; offset: number },
): Promise<ToldExtension[]> {
  return rows<ToldExtension>(
    db,
    `select y.*, coalesce((
         select json_agg(json_build_object('email', m.to_email, 'status', m.status) order by m.id) from messages m where ${LETTER_OF_Y}), '[]') as letters
     from (${EXTENSIONS} where x.partnership_id = :partnershipId and x.batch_id = :batchId
           order by r.establishment_name, x.id limit :limit offset :offset) y
     order by y.name, y.id`,
    { partnershipId, batchId, letters: letterKey(batchId, '%'), ...page },
  )
}

/** How many of a batch nobody was written to about. */
export async function untoldInBatch(db: Db, partnershipId: number, batchId: number): Promise<number> {
  const found = await row<{ untold: number }>(
    db,
    `select count(*) as untold from (select x.return_id as "returnId" from extensions x where x.partnership_id = :partnershipId and x.batch_id = :batchId) y
     where not exists (select from messages m where ${LETTER_OF_Y})`,
    { partnershipId, batchId, letters: letterKey(batchId, '%') },
  )
  return found?.untold ?? 0
}

const LETTER_OF_Y = `m.return_id = y."returnId" and m.partnership_id = :partnershipId and m.kind = 'extension' and m.key like :letters`

/** What makes the letter of an extension to somebody once. */
export const letterKey = (batchId: number, invitation: number | '%'): string => `extension:${batchId}:${invitation}`
