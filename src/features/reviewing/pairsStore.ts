import { stillBlindSql } from '../verdicts/index.ts'
import { MEMBERS_SQL } from '../sampling/index.ts'

/**
 * What stands of the same question in both readings, as a table for `from`: one row for each member and question, once both have finished,
 * while the establishment is in the sample; with what was moderated.
 *
 * `blind`, by which agreement is counted: each verdict was said by the reviewer of its reading, and before either could see the other's. Of
 * the first reading that is whoever it was given to at some time; anybody else who recorded something in it, like who moderates, is a third
 * reader. A verdict that was changed after both had finished is no blind one any more, a changed note makes no difference.
 */
export const PAIRS_SQL = `(
  select f.id, f.partnership_id, m.round_id, m.sample_id, f.member_id, f.return_id, f.question_key,
    f.verdict as first_verdict, f.direction as first_direction, f.note as first_note, f.reviewer_name as first_by,
    s.verdict as second_verdict, s.direction as second_direction, s.note as second_note, s.reviewer_name as second_by,
    o.verdict as moderated_verdict, o.direction as moderated_direction, o.note as moderated_note, o.reviewer_name as moderated_by,
    coalesce(s.said_by = w.account_id and greatest(f.said_at, s.said_at) <= w.unblinded_at and exists (
      select from reviews r where r.member_id = f.member_id and r.reading = 'first' and r.account_id = f.said_by), false) as blind
  from verdicts f
  join verdicts s on s.member_id = f.member_id and s.question_key = f.question_key and s.reading = 'second'
  join ${MEMBERS_SQL} m on m.id = f.member_id
  join reviews w on w.member_id = f.member_id and w.reading = 'second' and w.ended_at is null
  left join verdicts o on o.member_id = f.member_id and o.question_key = f.question_key and o.reading = 'moderated'
  where f.reading = 'first' and not ${stillBlindSql('m.id')}
)`
