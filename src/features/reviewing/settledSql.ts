/**
 * Whether two are to review a member and are not both through (the rule `isBlind`, in SQL). Until then no list, sum or export may hold
 * what either found: whoever sees it move would see the other's verdict.
 *
 * @param member the column with the id of the member
 */
export const stillBlindSql = (member: string): string => `exists (
  select from reviews w where w.member_id = ${member} and w.reading = 'second' and w.ended_at is null and (
    w.finished_at is null or not exists (
      select from reviews f
      where f.member_id = w.member_id and f.reading = 'first' and f.ended_at is null and f.finished_at is not null)))`

/**
 * The verdicts that count, one for each member and question, as a table for `from`: what was moderated; otherwise the first reviewer's,
 * unless a second one differs (the rule `settled`, in SQL; a test holds both together). While a review is blind, none of it counts.
 */
export const SETTLED_VERDICTS_SQL = `(
  select v.* from verdicts v
  where v.reading = 'moderated'
    or v.reading = 'first' and not exists (
      select from verdicts other
      where other.member_id = v.member_id and other.question_key = v.question_key
        and (other.reading = 'moderated'
          or other.reading = 'second' and (other.verdict <> v.verdict or other.direction is distinct from v.direction))
    ) and not ${stillBlindSql('v.member_id')}
)`
