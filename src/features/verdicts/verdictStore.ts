import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Finding, Reading, StoredVerdict } from './verdict.ts'
import type { Json } from '../questions/index.ts'

/** Every verdict on one member: of both reviewers, and what was moderated. */
export const verdictsOf = (db: Db, partnershipId: Id<'partnership'>, memberId: Id<'member'>): Promise<StoredVerdict[]> =>
  rows<StoredVerdict>(
    db,
    `select question_key as "questionKey", reading, verdict, direction, note, quote, about_answer as "aboutAnswer", account_id as "accountId",
       reviewer_name as "reviewerName", at, version
     from verdicts where partnership_id = ? and member_id = ? order by id`,
    [partnershipId, memberId],
  )

/**
 * Writes the verdicts of one reading in one statement; those taken away are removed. Call it with the member locked. Whoever changes a note
 * alone is not who said the verdict. Moments are those of the statement: that of the transaction may be from before it had the lock.
 *
 * @param writes each with the answer that it is about
 */
export async function writeVerdicts(
  trx: Db,
  partnershipId: Id<'partnership'>,
  member: { id: Id<'member'>; returnId: Id<'return'> },
  writes: readonly (Finding & { questionKey: string; aboutAnswer: Json })[],
  by: { reading: Reading; name: string; accountId: Id<'account'> | null },
): Promise<void> {
  await changed(
    trx,
    `with given as (
       select g."questionKey" as question_key, g.verdict, g.direction, g.note, g.quote, nullif(g."aboutAnswer", 'null'::jsonb) as about_answer
       from jsonb_to_recordset(:writes::jsonb)
         as g ("questionKey" text, verdict text, direction text, note text, quote text, "aboutAnswer" jsonb)
     ), gone as (
       delete from verdicts v using given g
       where v.partnership_id = :partnershipId and v.member_id = :memberId and v.question_key = g.question_key and v.reading = :reading
         and g.verdict is null
     )
     insert into verdicts (partnership_id, member_id, return_id, question_key, reading, verdict, direction, note, quote, about_answer,
       account_id, reviewer_name, said_by, said_at)
     select :partnershipId, :memberId, :returnId, question_key, :reading, verdict, direction, note, quote, about_answer,
       :accountId::bigint, :name, :accountId::bigint, clock_timestamp()
     from given where verdict is not null
     on conflict (member_id, question_key, reading) do update set verdict = excluded.verdict, direction = excluded.direction,
       note = excluded.note, quote = excluded.quote, about_answer = excluded.about_answer, account_id = excluded.account_id,
       reviewer_name = excluded.reviewer_name, at = now(), version = verdicts.version + 1,
       said_by = case when verdicts.verdict = excluded.verdict and verdicts.direction is not distinct from excluded.direction
         then verdicts.said_by else excluded.said_by end,
       said_at = case when verdicts.verdict = excluded.verdict and verdicts.direction is not distinct from excluded.direction
         then verdicts.said_at else excluded.said_at end`,
    { partnershipId, memberId: member.id, returnId: member.returnId, writes: JSON.stringify(writes), ...by },
  )
}

/** Takes away all that was found in one reading of a member. Call it with the member locked. */
export async function forgetReading(trx: Db, partnershipId: Id<'partnership'>, memberId: Id<'member'>, reading: Reading): Promise<void> {
  await changed(trx, `delete from verdicts where partnership_id = ? and member_id = ? and reading = ?`, [partnershipId, memberId, reading])
}

/** The verdicts of members on which their reviewers do not both say the same, or did not before it was settled, with what is answered now. */
export const differingVerdicts = (
  db: Db,
  partnershipId: Id<'partnership'>,
  memberIds: readonly Id<'member'>[],
): Promise<(StoredVerdict & { memberId: Id<'member'>; answer: Json })[]> =>
  rows(
    db,
    `select v.member_id as "memberId", v.question_key as "questionKey", v.reading, v.verdict, v.direction, v.note, v.quote,
       v.about_answer as "aboutAnswer", v.account_id as "accountId", v.reviewer_name as "reviewerName", v.at, v.version, r.answer
     from verdicts v left join responses r on r.return_id = v.return_id and r.question_key = v.question_key
     where v.partnership_id = ? and v.member_id = any(?::bigint[]) and (
       not exists (
         select from verdicts o where o.member_id = v.member_id and o.question_key = v.question_key and o.reading <> v.reading
           and o.verdict = v.verdict and o.direction is not distinct from v.direction)
       or exists (
         select from verdicts o where o.member_id = v.member_id and o.question_key = v.question_key and o.reading = 'moderated'))
     order by v.member_id, v.question_key, v.id`,
    [partnershipId, [...memberIds]],
  )

/**
 * Whether two are to review a member and are not both through (the rule `isBlind`, in SQL). Until then no list, sum or export may hold
 * what either found: whoever sees it move would see the other's verdict.
 *
 * @param member the column with the id of the member, of a table that is called neither `w` nor `f`
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
    or v.reading = 'first' and not (
      -- Most members have no other verdict: over many, PostgreSQL finds those that have in one look at a small index.
      exists (select from verdicts beside where beside.member_id = v.member_id and beside.reading <> 'first')
      and exists (
        select from verdicts other
        where other.member_id = v.member_id and other.question_key = v.question_key and other.reading <> 'first'
          and (other.reading = 'moderated' or other.verdict <> v.verdict or other.direction is distinct from v.direction))
    ) and not ${stillBlindSql('v.member_id')}
)`
