import { SETTLED_VERDICTS_SQL, stillBlindSql } from '../verdicts/index.ts'
import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { OverRated } from './overRated.ts'
import { SELF_RATED_SQL } from './settledStore.ts'

/** The rounds of the partnership that opened before the one that is sampled. */
const EARLIER = `select o.id from rounds o where o.partnership_id = :partnershipId
  and o.opens_at < (select opens_at from rounds where id = :roundId and partnership_id = :partnershipId)`

/** The establishments of which reviewers found an answer over-rated in an earlier round. */
export const OVER_RATED_BEFORE_SQL = `
  select distinct q.establishment_id from ${SETTLED_VERDICTS_SQL} v
  join dip_sample_members m on m.id = v.member_id and m.replaced_at is null join returns q on q.id = v.return_id
  where v.partnership_id = :partnershipId and v.direction = 'over' and v.about_answer is not null
    and m.round_id in (${EARLIER}) and not ${stillBlindSql('m.id')}`

/** Who they are, as something that is another when they are others: no verdict moves the counts that are kept. */
export async function overRatedPrint(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<string> {
  const found = await row<{ print: string }>(
    db,
    `select coalesce(md5(string_agg(o.establishment_id::text, ' ' order by o.establishment_id)), '') as print from (${OVER_RATED_BEFORE_SQL}) o`,
    { partnershipId, roundId },
  )
  return found?.print ?? ''
}

/** What was over-rated, question by question, in the last round before of which self-ratings were reviewed. */
export async function overRatedBefore(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
): Promise<{ roundId: Id<'round'>; name: string; counted: OverRated[] } | undefined> {
  const before = await row<{ roundId: Id<'round'>; name: string }>(
    db,
    `select o.id as "roundId", o.name from rounds o where o.partnership_id = :partnershipId and o.id in (${EARLIER})
       and exists (select from dip_sample_members m join verdicts v on v.member_id = m.id
         where m.round_id = o.id and m.partnership_id = o.partnership_id and v.direction is not null)
     order by o.opens_at desc, o.id desc limit 1`,
    { partnershipId, roundId },
  )
  if (!before) return undefined
  const counted = await rows<OverRated>(
    db,
    `select v.question_key as question, count(*) filter (where v.direction = 'over') as over,
       count(*) filter (where v.verdict in ('agrees', 'partly', 'does_not_agree')) as judged
     from ${SELF_RATED_SQL} v where v.partnership_id = :partnershipId and v.round_id = :roundId group by 1`,
    { partnershipId, roundId: before.roundId },
  )
  return { ...before, counted }
}
