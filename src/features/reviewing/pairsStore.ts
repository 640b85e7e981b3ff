import { stillBlindSql } from '../verdicts/index.ts'
import { MEMBERS_SQL } from '../sampling/index.ts'

/**
 * What two reviewers found of the same question without having seen the other's, as a table for `from`: one row for each member and
 * question on which both said something, once both have finished, while the establishment is in the sample; with what was moderated.
 */
export const PAIRS_SQL = `(
  select f.id, f.partnership_id, m.round_id, m.sample_id, f.member_id, f.return_id, f.question_key,
    f.verdict as first_verdict, f.direction as first_direction, f.note as first_note, f.reviewer_name as first_by,
    s.verdict as second_verdict, s.direction as second_direction, s.note as second_note, s.reviewer_name as second_by,
    o.verdict as moderated_verdict, o.direction as moderated_direction, o.note as moderated_note, o.reviewer_name as moderated_by
  from verdicts f
  join verdicts s on s.member_id = f.member_id and s.question_key = f.question_key and s.reading = 'second'
  join ${MEMBERS_SQL} m on m.id = f.member_id
  left join verdicts o on o.member_id = f.member_id and o.question_key = f.question_key and o.reading = 'moderated'
  where f.reading = 'first' and not ${stillBlindSql('m.id')}
    and exists (select from reviews w where w.member_id = m.id and w.reading = 'second' and w.ended_at is null)
)`
