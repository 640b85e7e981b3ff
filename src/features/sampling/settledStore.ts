/**
 * The verdicts that count, one for each member and question, as a table for `from`: what was moderated; otherwise the first reviewer's,
 * unless a second one differs (the rule `settled` of reviewing, in SQL; a test holds both together).
 */
export const SETTLED_VERDICTS_SQL = `(
  select v.* from verdicts v
  where v.reading = 'moderated'
    or v.reading = 'first' and not exists (
      select from verdicts other
      where other.member_id = v.member_id and other.question_key = v.question_key
        and (other.reading = 'moderated'
          or other.reading = 'second' and (other.verdict <> v.verdict or other.direction is distinct from v.direction))
    )
)`

/**
 * Whether two people review a member and one of them is not through (the rule `isBlind` of reviewing, in SQL). Until both are, no sum
 * may hold what either found: whoever sees it move would see the other's verdict.
 *
 * @param member the column with the id of the member
 */
export const stillBlindSql = (member: string): string => `exists (
  select from reviews w where w.member_id = ${member} and w.ended_at is null
  having bool_or(w.reading = 'second') and bool_or(w.finished_at is null)
)`

/** The members that are in their samples still, as a table for `from`. */
export const MEMBERS_SQL = `(select * from dip_sample_members where replaced_at is null)`

/**
 * What reviewers found of what establishments said of themselves, as a table for `from`: of each return and question the newest verdict
 * that counts and is about an answer, by samples that the establishment is still in and whose review is not blind any more.
 */
export const SELF_RATED_SQL = `(
  select distinct on (v.partnership_id, m.round_id, v.return_id, v.question_key)
    v.partnership_id, m.round_id, v.return_id, v.question_key, v.verdict, v.direction, v.note, v.about_answer, m.sample_id, v.member_id
  from ${SETTLED_VERDICTS_SQL} v
  join dip_sample_members m on m.id = v.member_id and m.replaced_at is null
  where v.about_answer is not null and not ${stillBlindSql('m.id')}
  order by v.partnership_id, m.round_id, v.return_id, v.question_key, v.at desc, v.id desc
)`
