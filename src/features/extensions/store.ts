import { row, rows, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { withKept } from '../keptCounts/index.ts'
import { askedOfList, selectedReturns } from '../liveList/index.ts'
import { can, lockReturns, type ReturnStatus, STATUSES } from '../returns/index.ts'
import { packed } from './chosenIds.ts'
import type { ExtendableReturn, RefusedBecause } from './grant.ts'
import type { ExtensionRequest } from './schemas.ts'

/** A return that somebody wants to give more time, with what the pages say of it. */
export type ReturnToExtend = ExtendableReturn & {
  id: Id<'return'>
  establishmentId: Id<'establishment'>
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
export async function returnsToExtend(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  ids: readonly Id<'return'>[],
): Promise<ReturnToExtend[]> {
  return rows<ReturnToExtend>(db, `${RETURNS} order by r.establishment_name, r.id`, { partnershipId, roundId, ids: [...ids] })
}

/** Returns that a form is about: all of their ids as the form sends them on, how many they are, how many of them can no longer be given more time, and the first of them by name. */
export type Chosen = { returns: string; count: number; beyond: number; first: ReturnToExtend[] }

/** Those of the ids that are returns of the round, with as many of them as a page shows: thousands are chosen at once. */
export async function chosenToExtend(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  ids: readonly Id<'return'>[],
  limit: number,
): Promise<Chosen> {
  const { firstReturnIds, ...chosen } = await countChosen(db, partnershipId, roundId, ids, limit)
  return { ...chosen, first: await returnsToExtend(db, partnershipId, roundId, firstReturnIds) }
}

/** The same of what a form on the live list means. What it comes to is kept while nothing moves; the rows that are shown are read. */
export const chosenOfList = (
  db: Db,
  { partnershipId, roundId }: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
  query: unknown,
  limit: number,
): Promise<Chosen> =>
  withKept(db, { partnershipId, movesWith: 'returns' }, async (trx, kept) => {
    const work = async () => countChosen(trx, partnershipId, roundId, await selectedReturns(trx, partnershipId, roundId, query), limit)
    const asked = await askedOfList(trx, partnershipId, roundId, query)
    const { firstReturnIds, ...chosen } = await (asked === null
      ? work()
      : kept({ what: 'returns to extend', asked: { ...asked, limit }, work }))
    return { ...chosen, first: await returnsToExtend(trx, partnershipId, roundId, firstReturnIds) }
  })

async function countChosen(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  ids: readonly Id<'return'>[],
  limit: number,
): Promise<Omit<Chosen, 'first'> & { firstReturnIds: Id<'return'>[] }> {
  const found = await row<{ ids: Id<'return'>[]; beyond: number; firstReturnIds: Id<'return'>[] }>(
    db,
    `with chosen as materialized (
       select r.id, r.establishment_name, r.status from returns r
       where r.partnership_id = :partnershipId and r.round_id = :roundId and r.id = any(:ids::bigint[])
     )
     select coalesce(json_agg(id), '[]') as ids, count(*) filter (where status <> all(:extendable)) as beyond,
       (select coalesce(json_agg(f.id), '[]') from (select id from chosen order by establishment_name, id limit :limit) f) as "firstReturnIds"
     from chosen`,
    {
      ...{ partnershipId, roundId, ids: [...ids], limit },
      extendable: (Object.keys(STATUSES) as ReturnStatus[]).filter(status => can('extend', status)),
    },
  )
  const { ids: all, beyond, firstReturnIds } = found ?? { ids: [], beyond: 0, firstReturnIds: [] }
  return { returns: packed(all), count: all.length, beyond, firstReturnIds }
}

/**
 * Those of the ids that are returns of the round, held against change until the transaction ends; the round is held too, so that it cannot be closed meanwhile.
 * Two who extend the same returns take turns, because everybody locks in the order of the ids.
 */
export async function lockReturnsToExtend(
  trx: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  ids: readonly Id<'return'>[],
): Promise<ReturnToExtend[]> {
  await row(trx, `select id from rounds where partnership_id = ? and id = ? for share`, [partnershipId, roundId])
  await lockReturns(trx, partnershipId, ids)
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
export type RefusedReturn = { returnId: Id<'return'>; name: string; because: RefusedBecause; words: string }

/** Stores a batch with its extensions, from each return's due date as it is now. @returns the id of the batch */
export async function insertBatch(
  trx: Db,
  batch: ExtensionRequest & {
    partnershipId: Id<'partnership'>
    roundId: Id<'round'>
    returnIds: readonly Id<'return'>[]
    refused: readonly RefusedReturn[]
    grantedBy: string
  },
): Promise<Id<'batch'>> {
  const bindings = {
    ...batch,
    granted: batch.returnIds.length,
    refused: JSON.stringify(batch.refused),
    returnIds: [...batch.returnIds],
  }
  const made = await row<{ id: Id<'batch'> }>(
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
  return stored(made, 'the batch').id
}
