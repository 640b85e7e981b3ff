import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** Documents of rounds that closed so long ago that the partnership keeps them no longer. */
const OLD_SQL = `from evidence v join returns r on r.id = v.return_id and r.partnership_id = v.partnership_id
  join rounds o on o.id = r.round_id and o.partnership_id = v.partnership_id
  where v.partnership_id = :partnershipId and o.status = 'closed' and o.closed_at < :now::timestamptz - make_interval(months => :months)`

export type Old = { partnershipId: Id<'partnership'>; months: number; now: Date }

/** How many there are, round by round. */
export const oldEvidenceByRound = (db: Db, old: Old): Promise<{ round: string; closedAt: Date; files: number }[]> =>
  rows(db, `select o.name as round, max(o.closed_at) as "closedAt", count(*) as files ${OLD_SQL} group by o.id order by 2, o.id`, {
    ...old,
  })

/** The returns that have some. */
export const returnsWithOldEvidence = (db: Db, old: Old): Promise<{ returnId: Id<'return'> }[]> =>
  rows(db, `select distinct r.id as "returnId" ${OLD_SQL} order by r.id`, { ...old })

/** Returns of rounds that closed so long ago that the partnership keeps their answers no longer, where anything of those is left. */
const OLD_ANSWERS_SQL = `from returns r join rounds o on o.id = r.round_id and o.partnership_id = r.partnership_id
  where r.partnership_id = :partnershipId and o.status = 'closed' and o.closed_at < :now::timestamptz - make_interval(months => :months)
    and (r.answers_deleted_at is null and r.issued_at is not null
      or exists (select from responses a where a.return_id = r.id) or exists (select from submissions s where s.return_id = r.id))`

/** How many there are, round by round. */
export const oldAnswersByRound = (db: Db, old: Old): Promise<{ round: string; closedAt: Date; returns: number }[]> =>
  rows(
    db,
    `select o.name as round, max(o.closed_at) as "closedAt", count(*) as returns ${OLD_ANSWERS_SQL} group by o.id order by 2, o.id`,
    {
      ...old,
    },
  )

/** Which they are. */
export const returnsWithOldAnswers = (db: Db, old: Old): Promise<{ returnId: Id<'return'> }[]> =>
  rows(db, `select r.id as "returnId" ${OLD_ANSWERS_SQL} order by r.id`, { ...old })
