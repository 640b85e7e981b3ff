import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

export type Expired = { partnershipId: Id<'partnership'>; months: number; now: Date }

/** Returns of rounds that closed so long ago that the partnership keeps their answers no longer, where anything of those is left. */
const OLD_SQL = `from returns r join rounds o on o.id = r.round_id and o.partnership_id = r.partnership_id
  where r.partnership_id = :partnershipId and o.status = 'closed' and o.closed_at < :now::timestamptz - make_interval(months => :months)
    and (r.answers_deleted_at is null and r.issued_at is not null
      or exists (select from responses a where a.return_id = r.id) or exists (select from submissions s where s.return_id = r.id))`

/** How many there are, round by round. */
export const oldAnswersByRound = (db: Db, old: Expired): Promise<{ round: string; closedAt: Date; returns: number }[]> =>
  rows(db, `select o.name as round, max(o.closed_at) as "closedAt", count(*) as returns ${OLD_SQL} group by o.id order by 2, o.id`, {
    ...old,
  })

/** Which they are. */
export const returnsWithOldAnswers = (db: Db, old: Expired): Promise<{ returnId: Id<'return'> }[]> =>
  rows(db, `select r.id as "returnId" ${OLD_SQL} order by r.id`, { ...old })

/**
 * Deletes what was answered in a return, every version of it, and who signed it. Where it stands, its dates and its figures stay. That it
 * is done is written down first: nothing can be deleted without.
 */
export async function deleteAnswers(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<void> {
  await changed(
    trx,
    `update returns set answers_deleted_at = coalesce(answers_deleted_at, now()), returned_reason = null where partnership_id = ? and id = ?`,
    [partnershipId, returnId],
  )
  for (const table of ['responses', 'response_changes', 'submissions', 'sign_offs'])
    await changed(trx, `delete from ${table} where partnership_id = ? and return_id = ?`, [partnershipId, returnId])
}
