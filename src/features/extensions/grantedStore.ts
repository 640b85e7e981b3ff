import type { Id } from '../../platform/id.ts'
import type { RefusedReturn } from './store.ts'
import { type Db, row, rows } from '../../platform/db.ts'
import type { DeliveryFacts } from '../messages/index.ts'
import { letterKey } from './extensionLetter.ts'

export type Batch = {
  id: Id<'batch'>
  roundId: Id<'round'>
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

export async function findBatch(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  id: Id<'batch'>,
): Promise<Batch | undefined> {
  return row<Batch>(db, `select ${BATCH_COLUMNS} from extension_batches where partnership_id = ? and round_id = ? and id = ?`, [
    partnershipId,
    roundId,
    id,
  ])
}

/** One later due date of one return. */
export type Extension = {
  id: Id<'extension'>
  batchId: Id<'batch'>
  returnId: Id<'return'>
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
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  page: { limit: number; offset: number },
): Promise<Extension[]> {
  return rows<Extension>(
    db,
    `${EXTENSIONS} where x.partnership_id = :partnershipId and x.round_id = :roundId
     order by x.id desc limit :limit offset :offset`,
    { partnershipId, roundId, ...page },
  )
}

export async function countExtensions(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
): Promise<{ extensions: number; returns: number }> {
  const counted = await row<{ extensions: number; returns: number }>(
    db,
    `select count(*) as extensions, count(distinct return_id) as returns from extensions where partnership_id = ? and round_id = ?`,
    [partnershipId, roundId],
  )
  return counted ?? { extensions: 0, returns: 0 }
}

/** All that was granted to one return, the first first. */
export async function extensionsOf(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<Extension[]> {
  return rows<Extension>(db, `${EXTENSIONS} where x.partnership_id = ? and x.return_id = ? order by x.id`, [partnershipId, returnId])
}

/** An extension of a batch, with whom its letter went to and what became of it. */
export type ToldExtension = Extension & { letters: ({ email: string } & DeliveryFacts)[] }

/** One page of a batch, by name. */
export async function extensionsOfBatch(
  db: Db,
  partnershipId: Id<'partnership'>,
  batchId: Id<'batch'>,
  page: { limit: number; offset: number },
): Promise<ToldExtension[]> {
  return rows<ToldExtension>(
    db,
    `select y.*, coalesce((
         select json_agg(json_build_object('email', m.to_email, 'status', m.status, 'error', m.error) order by m.id) from messages m where ${LETTER_OF_Y}), '[]') as letters
     from (${EXTENSIONS} where x.partnership_id = :partnershipId and x.batch_id = :batchId
           order by r.establishment_name, x.id limit :limit offset :offset) y
     order by y.name, y.id`,
    { partnershipId, batchId, letters: letterKey(batchId, '%'), ...page },
  )
}

/** How many of a batch nobody was written to about. */
export async function untoldInBatch(db: Db, partnershipId: Id<'partnership'>, batchId: Id<'batch'>): Promise<number> {
  const found = await row<{ untold: number }>(
    db,
    `select count(*) as untold from (select x.return_id as "returnId" from extensions x where x.partnership_id = :partnershipId and x.batch_id = :batchId) y
     where not exists (select from messages m where ${LETTER_OF_Y})`,
    { partnershipId, batchId, letters: letterKey(batchId, '%') },
  )
  return found?.untold ?? 0
}

const LETTER_OF_Y = `m.return_id = y."returnId" and m.partnership_id = :partnershipId and m.kind = 'extension' and m.key like :letters`

/** Who gave the last so many extensions to these returns: how many returns each, and when last. Whoever did so last comes first. */
export const lastExtenders = (
  db: Db,
  { returnIds, ...of }: { partnershipId: Id<'partnership'>; roundId: Id<'round'>; returnIds: readonly Id<'return'>[]; last: number },
): Promise<{ by: string; returns: number; at: Date }[]> =>
  rows(
    db,
    `select granted_by as by, count(distinct return_id) as returns, max(granted_at) as at
     from (
       select x.granted_by, x.return_id, x.granted_at from extensions x
       where x.partnership_id = :partnershipId and x.round_id = :roundId and x.return_id = any(:returnIds::bigint[])
       order by x.id desc limit :last
     ) latest
     group by granted_by order by at desc`,
    { ...of, returnIds: [...returnIds] },
  )
