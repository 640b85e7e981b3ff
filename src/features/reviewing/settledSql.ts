/**
 * The verdicts that count, one for each member and question, as a table for `from`: what was moderated; otherwise the first reviewer's,
 * unless a second one differs (the rule `settled`, in SQL; a test holds both together).
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
