import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Outcome } from './outcome.ts'
import { SETTLED_VERDICTS_SQL } from '../verdicts/index.ts'

/** The members that are in their samples still, as a table for `from`. */
export const MEMBERS_SQL = `(select * from dip_sample_members where replaced_at is null)`

/**
 * What reviewers found of what establishments said of themselves, as a table for `from`: of each return and question the newest verdict
 * that counts and is about an answer, by samples that the establishment is still in and whose review is not blind any more.
 */
export const SELF_RATED_SQL = `(
  select distinct on (v.partnership_id, m.round_id, v.return_id, v.question_key collate "C")
    v.id, v.partnership_id, m.round_id, v.return_id, v.question_key, v.verdict, v.direction, v.note, v.about_answer, m.sample_id, v.member_id
  from ${SETTLED_VERDICTS_SQL} v
  join dip_sample_members m on m.id = v.member_id and m.replaced_at is null
  where v.about_answer is not null
  order by v.partnership_id, m.round_id, v.return_id, v.question_key collate "C", v.at desc, v.id desc
)`

/** What the review of each return of a round came to; of one in several samples, in the later one. */
export const outcomesOf = (
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
): Promise<{ returnId: Id<'return'>; outcome: Outcome | null }[]> =>
  rows(
    db,
    `select distinct on (m.return_id) m.return_id as "returnId", m.outcome from ${MEMBERS_SQL} m
     where m.partnership_id = ? and m.round_id = ? and m.outcome is not null order by m.return_id, m.sample_id desc`,
    [partnershipId, roundId],
  )
