import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** Documents of rounds that closed so long ago that the partnership keeps them no longer. */
const OLD_SQL = `from evidence v join returns r on r.id = v.return_id and r.partnership_id = v.partnership_id
  join rounds o on o.id = r.round_id and o.partnership_id = v.partnership_id
  where v.partnership_id = :partnershipId and o.status = 'closed' and o.closed_at < :now::timestamptz - make_interval(months => :months)`

export type OldEvidence = { partnershipId: Id<'partnership'>; months: number; now: Date }

/** How many there are, round by round. */
export const oldEvidenceByRound = (db: Db, old: OldEvidence): Promise<{ round: string; closedAt: Date; files: number }[]> =>
  rows(db, `select o.name as round, max(o.closed_at) as "closedAt", count(*) as files ${OLD_SQL} group by o.id order by 2, o.id`, {
    ...old,
  })

/** The returns that have some. */
export const returnsWithOldEvidence = (db: Db, old: OldEvidence): Promise<{ returnId: Id<'return'> }[]> =>
  rows(db, `select distinct r.id as "returnId" ${OLD_SQL} order by r.id`, { ...old })
