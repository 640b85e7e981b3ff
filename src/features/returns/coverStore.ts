import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Covering } from './cover.ts'

type InRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/** The return of an establishment in a round, as one that may stand for others. */
export const coveringReturn = (db: Db, of: InRound & { establishmentId: Id<'establishment'> }): Promise<Covering | undefined> =>
  row<Covering>(
    db,
    `select r.id, r.establishment_name as name, r.status,
       exists (select from excuses_ahead a where a.return_id = r.id and a.excused_as = 'covered') as "toBeCovered"
     from returns r where r.partnership_id = :partnershipId and r.round_id = :roundId and r.establishment_id = :establishmentId`,
    of,
  )

/** A return that another stands for, or will from a day that has not come. */
export type Covered = { returnId: Id<'return'>; name: string; covering: string }

/** The returns of a round for which those of these establishments stand, in the order of their ids. */
export const coveredReturns = (
  db: Db,
  { establishmentIds, ...of }: InRound & { establishmentIds: readonly Id<'establishment'>[] },
): Promise<Covered[]> =>
  rows<Covered>(
    db,
    `select r.id as "returnId", r.establishment_name as name, e.name as covering
     from returns r left join excuses_ahead a on a.return_id = r.id
     join establishments e on e.id = coalesce(r.covered_by_establishment_id, a.covered_by_establishment_id)
     where r.partnership_id = :partnershipId and r.round_id = :roundId
       and coalesce(r.covered_by_establishment_id, a.covered_by_establishment_id) = any(:establishmentIds::bigint[])
     order by r.id`,
    { ...of, establishmentIds: [...establishmentIds] },
  )

/** The establishments of returns. */
export async function establishmentsOf(
  db: Db,
  { partnershipId, returnIds }: { partnershipId: Id<'partnership'>; returnIds: readonly Id<'return'>[] },
): Promise<Id<'establishment'>[]> {
  const found = await rows<{ id: Id<'establishment'> }>(
    db,
    `select establishment_id as id from returns where partnership_id = ? and id = any(?::bigint[]) order by id`,
    [partnershipId, [...returnIds]],
  )
  return found.map(({ id }) => id)
}

/** Returns are expected again as they stood: no other stands for them, now or later. */
export async function writeUncovered(
  trx: Db,
  { partnershipId, returnIds }: { partnershipId: Id<'partnership'>; returnIds: readonly Id<'return'>[] },
): Promise<void> {
  await changed(
    trx,
    `with ended as (delete from excuses_ahead where partnership_id = :partnershipId and return_id = any(:returnIds::bigint[]))
     update returns set status = coalesce(excused_from, status), excused_as = null, excused_on = null, excused_reason = null,
       excused_from = null, covered_by_establishment_id = null, version = version + 1
     where partnership_id = :partnershipId and id = any(:returnIds::bigint[])`,
    { partnershipId, returnIds: [...returnIds] },
  )
}
