import { stillBlindSql } from '../verdicts/index.ts'
import { row, rows, type Db } from '../../platform/db.ts'
import { RETURNS_SQL, type Disposition } from '../returns/index.ts'
import { aboutChosen, amongChosen, type Scope } from './scope.ts'

/** How many of everything there are, counted on its own, so that it can disagree with what was written. */
export type Counted = Record<
  | 'returns'
  | 'issued'
  | 'answers'
  | 'actions'
  | 'evidence'
  | 'extensions'
  | 'chases'
  | 'members'
  | 'framed'
  | 'verdicts'
  | 'pairs'
  | 'blindPairs'
  | 'selfRated'
  | 'findings'
  | 'themes'
  | 'codedComments',
  number
>

export async function countRound(db: Db, scope: Scope): Promise<Counted> {
  const ofRound = (table: string, more = '') =>
    `(select count(*) from ${table} t where t.partnership_id = :partnershipId and t.round_id = :roundId ${more})`
  const ofReturns = (table: string, more = '') =>
    `(select count(*) from ${table} t join returns r on r.id = t.return_id
       where r.partnership_id = :partnershipId and r.round_id = :roundId and ${amongChosen('r')} ${more})`
  const counted = await row<Counted>(
    db,
    `select ${ofRound('returns', `and ${amongChosen('t')}`)} as returns, ${ofRound(RETURNS_SQL, `and t.issued and ${amongChosen('t')}`)} as issued,
       ${ofReturns('responses', `and ${aboutChosen('t')} and t.answer is not null and t.answer not in ('null', '""', '[]')`)} as answers,
       ${ofReturns('responses', `and ${aboutChosen('t')} and t.action is not null and t.action <> 'null'`)} as actions,
       ${ofReturns('evidence', 'and t.removed_at is null')} as evidence,
       ${ofReturns('extensions')} as extensions, ${ofReturns('chases')} as chases, ${ofReturns('dip_sample_members')} as members,
       (select coalesce(sum(jsonb_array_length(coalesce(frame -> 'population', '[]'))), 0)::integer from dip_samples
         where partnership_id = :partnershipId and round_id = :roundId) as framed,
       ${ofReturns('verdicts', `and ${aboutChosen('t')} and not ${stillBlindSql('t.member_id')}`)} as verdicts,
       ${ofReviews('(v.member_id, v.question_key)', READ_TWICE)} as pairs, ${ofReviews('(v.member_id, v.question_key)', READ_BLIND)} as "blindPairs",
       ${ofReviews('(v.return_id, v.question_key)', SELF_RATED)} as "selfRated", ${ofRound('findings')} as findings,
       ${ofRound('comment_themes')} as themes, ${ofReturns(CODED, `and ${aboutChosen('t')}`)} as "codedComments"`,
    scope,
  )
  if (!counted) throw new Error('a count gave no row')
  return counted
}

/**
 * Counts questions of members by all that was said of each, told apart here and not as `PAIRS_SQL` and `SELF_RATED_SQL` do: of members that
 * are in their sample still, and of which nobody who reviews them blind has still to finish.
 */
const ofReviews = (each: string, having: string): string => `(
  select count(distinct ${each}) from (
    select t.member_id, t.return_id, t.question_key from verdicts t
    join dip_sample_members m on m.id = t.member_id and m.replaced_at is null join returns r on r.id = t.return_id
    cross join lateral (
      select count(*) - count(w.finished_at) as unfinished, count(*) filter (where w.reading = 'second') as second
      from reviews w where w.member_id = m.id and w.ended_at is null
    ) w
    where r.partnership_id = :partnershipId and r.round_id = :roundId and ${amongChosen('r')} and ${aboutChosen('t')}
      and (w.second = 0 or w.unfinished = 0)
    group by t.member_id, t.return_id, t.question_key, w.second having ${having}
  ) v)`

/** Comments in themes, told apart here and not as `CODED_COMMENTS_SQL` does: all of them but such as changed or are gone. */
const CODED = `(select c.return_id, c.question_key from comments c join comment_codes k on k.comment_id = c.id
  where c.partnership_id = :partnershipId and not (c.standing is false or k.comment_version <> c.version))`

const READ_TWICE = `w.second > 0 and count(*) filter (where t.reading <> 'moderated') = 2`
const READ_BLIND = `w.second > 0 and count(*) filter (where t.said_by in (
    select own.account_id from reviews own where own.member_id = t.member_id and own.reading = t.reading and (t.reading = 'first' or own.ended_at is null)
  ) and t.said_at <= (select max(u.unblinded_at) from reviews u where u.member_id = t.member_id and u.ended_at is null)) = 2`
const SELF_RATED = `case when bool_or(t.reading = 'moderated') then bool_or(t.reading = 'moderated' and t.about_answer is not null)
  else bool_or(t.reading = 'first' and t.about_answer is not null) and count(distinct (t.verdict, coalesce(t.direction, ''))) = 1 end`

/** Where the chosen returns ended, counted as the statement counts those of the whole round. */
export async function countDispositions(db: Db, scope: Scope): Promise<Partial<Record<Disposition, number>>> {
  const { partnershipId, roundId, sets, states } = scope
  const counted = await rows<{ disposition: Disposition; count: number }>(
    db,
    `select r.disposition, count(*) as count from ${RETURNS_SQL} r
     where r.partnership_id = :partnershipId and r.round_id = :roundId and r.issued and ${amongChosen('r')} group by 1`,
    { partnershipId, roundId, sets, states },
  )
  return Object.fromEntries(counted.map(({ disposition, count }) => [disposition, count]))
}
