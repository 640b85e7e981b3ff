import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Visit, VisitText } from './visit.ts'

const VISIT = `select id, member_id as "memberId", visited_on as "visitedOn", visitors, met, seen, copy_left_with as "copyLeftWith",
  recorded_by as "recordedBy", recorded_at as "recordedAt", removed_at as "removedAt", version from visits`

/** The visits to one member in the order of their days, those that were removed too. */
export const visitsOf = (db: Db, partnershipId: Id<'partnership'>, memberId: Id<'member'>): Promise<Visit[]> =>
  rows<Visit>(db, `${VISIT} where partnership_id = ? and member_id = ? order by visited_on, id`, [partnershipId, memberId])

export const findVisit = (db: Db, partnershipId: Id<'partnership'>, memberId: Id<'member'>, id: Id<'visit'>): Promise<Visit | undefined> =>
  row<Visit>(db, `${VISIT} where partnership_id = ? and member_id = ? and id = ?`, [partnershipId, memberId, id])

export async function insertVisit(
  trx: Db,
  partnershipId: Id<'partnership'>,
  memberId: Id<'member'>,
  visit: VisitText & { by: string },
): Promise<Id<'visit'>> {
  const made = await row<{ id: Id<'visit'> }>(
    trx,
    `insert into visits (partnership_id, member_id, visited_on, visitors, met, seen, copy_left_with, recorded_by)
     values (:partnershipId, :memberId, :visitedOn, :visitors, :met, :seen, :copyLeftWith, :by) returning id`,
    { partnershipId, memberId, ...visit },
  )
  return stored(made, 'the visit').id
}

/** Changes what a visit says. Call it with the member held. */
export async function updateVisit(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'visit'>,
  visit: VisitText & { by: string },
): Promise<void> {
  await changed(
    trx,
    `update visits set visited_on = :visitedOn, visitors = :visitors, met = :met, seen = :seen, copy_left_with = :copyLeftWith,
       recorded_by = :by, recorded_at = now(), version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, ...visit },
  )
}

/** Takes a visit out of the review, or brings it back. Call it with the member held. */
export async function setRemoved(trx: Db, partnershipId: Id<'partnership'>, id: Id<'visit'>, isRemoved: boolean): Promise<void> {
  await changed(
    trx,
    `update visits set removed_at = case when :isRemoved::boolean then now() end, version = version + 1 where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, isRemoved },
  )
}
