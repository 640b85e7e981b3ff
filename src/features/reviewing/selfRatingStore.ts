import { type Direction, stillBlindSql, type Verdict } from '../verdicts/index.ts'
import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Json } from '../questions/index.ts'
import { MEMBERS_SQL, SELF_RATED_SQL, type MemberPath } from '../sampling/index.ts'
import { PAIRS_SQL } from './pairsStore.ts'
import type { Found, SelfRated } from './selfRating.ts'

type OfRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

const JUDGED = `v.verdict in ('agrees', 'partly', 'does_not_agree')`
const FOUND_SQL: Record<Found | 'judged', string> = {
  judged: JUDGED,
  agrees: `v.verdict = 'agrees'`,
  over: `v.direction = 'over'`,
  under: `v.direction = 'under'`,
  unsaid: `v.verdict in ('partly', 'does_not_agree') and v.direction is null`,
  partly: `v.verdict = 'partly'`,
  cannot_tell: `v.verdict = 'cannot_tell'`,
  no_evidence: `v.verdict = 'no_evidence'`,
}

/** The fields of `SelfRated`, over rows of `SELF_RATED_SQL`. */
export const SELF_RATED_COUNTS = [
  ...Object.entries(FOUND_SQL).flatMap(([found, sql]) => (found === 'judged' ? [] : [`count(*) filter (where ${sql}) as "${found}"`])),
  'count(distinct v.return_id) as establishments',
].join(', ')

/** What was found of a part of a round: of all of it, of a section, of a question, or of a return. */
export type SelfRatedPart = SelfRated & {
  part: 'all' | 'section' | 'question' | 'return'
  section: string | null
  question: string | null
  returnId: Id<'return'> | null
}

/** All parts of a round in one reading. @param sections in which section each question is */
export const selfRatedParts = (db: Db, of: OfRound, sections: ReadonlyMap<string, string>): Promise<SelfRatedPart[]> =>
  rows<SelfRatedPart>(
    db,
    `select case when grouping(v.return_id) = 0 then 'return' when grouping(v.question_key) = 0 then 'question'
         when grouping(v.section) = 0 then 'section' else 'all' end as part,
       v.section, v.question_key as question, v.return_id as "returnId", ${SELF_RATED_COUNTS}
     from (
       select v.*, coalesce(q.section, '') as section from ${SELF_RATED_SQL} v
       left join unnest(:keys::text[], :sections::text[]) as q (key, section) on q.key = v.question_key
       where v.partnership_id = :partnershipId and v.round_id = :roundId
     ) v group by grouping sets ((), (v.section), (v.section, v.question_key), (v.return_id))`,
    { ...of, keys: [...sections.keys()], sections: [...sections.values()] },
  )

/** The samples of a round by which anything was found of a self-rating. */
export async function samplesReviewed(db: Db, { partnershipId, roundId }: OfRound): Promise<Set<Id<'sample'>>> {
  const found = await rows<{ id: Id<'sample'> }>(
    db,
    `select distinct m.sample_id as id from ${MEMBERS_SQL} m where m.partnership_id = ? and m.round_id = ?
       and exists (select from verdicts v where v.member_id = m.id and v.about_answer is not null)`,
    [partnershipId, roundId],
  )
  return new Set(found.map(({ id }) => id))
}

/** What is not counted yet: establishments that two people review and one has not finished, and questions on which two differ. */
export async function notCountedYet(db: Db, { partnershipId, roundId }: OfRound): Promise<{ blind: number; disputed: number }> {
  const found = await row<{ blind: number; disputed: number }>(
    db,
    `select (select count(distinct m.return_id) from ${MEMBERS_SQL} m
         where m.partnership_id = :partnershipId and m.round_id = :roundId and ${stillBlindSql('m.id')}) as blind,
       (select count(*) from ${PAIRS_SQL} p where p.partnership_id = :partnershipId and p.round_id = :roundId and p.moderated_verdict is null
         and (p.first_verdict <> p.second_verdict or p.first_direction is distinct from p.second_direction)) as disputed`,
    { partnershipId, roundId },
  )
  return found ?? { blind: 0, disputed: 0 }
}

/** One self-rating with what the reviewer found. */
export type SelfRatedLine = MemberPath & {
  establishmentName: string
  versionId: Id<'version'>
  question: string
  aboutAnswer: Json
  verdict: Verdict
  direction: Direction | null
  note: string
}

export type SelfRatedFilter = { found: Found | 'judged'; questions: readonly string[] | null; returnIds: readonly Id<'return'>[] | null }

/** Which self-ratings are behind a count, in the order of the names: how many, which page of them this is (the last, past their end), and their verdicts. */
export async function selfRatedPage(
  db: Db,
  of: OfRound,
  { found, questions, returnIds }: SelfRatedFilter,
  wanted: { page: number; pageSize: number },
): Promise<{ total: number; page: number; verdictIds: Id<'verdict'>[] }> {
  const listed = await row<{ total: number; page: number; verdictIds: Id<'verdict'>[] }>(
    db,
    `with found as materialized (
       select v.id, r.establishment_name as name, v.return_id, v.question_key from ${SELF_RATED_SQL} v join returns r on r.id = v.return_id
       where v.partnership_id = :partnershipId and v.round_id = :roundId and ${FOUND_SQL[found]}
         and (:questions::text[] is null or v.question_key = any(:questions)) and (:returnIds::bigint[] is null or v.return_id = any(:returnIds))
     ), counted as (
       select count(*) as total, least(:page::bigint, greatest(1, (count(*) + :pageSize::bigint - 1) / :pageSize::bigint)) as page from found
     )
     select c.total, c.page, array_to_json(array(
       select f.id from found f order by f.name, f.return_id, f.question_key limit :pageSize offset (c.page - 1) * :pageSize::bigint)) as "verdictIds"
     from counted c`,
    { ...of, questions: questions && [...questions], returnIds: returnIds && [...returnIds], ...wanted },
  )
  return listed ?? { total: 0, page: 1, verdictIds: [] }
}

/** Self-ratings by their verdicts, in this order. */
export const selfRatedLines = (
  db: Db,
  { partnershipId, verdictIds }: { partnershipId: Id<'partnership'>; verdictIds: readonly Id<'verdict'>[] },
): Promise<SelfRatedLine[]> =>
  rows<SelfRatedLine>(
    db,
    `select m.round_id as "roundId", m.sample_id as "sampleId", v.member_id as "memberId", r.establishment_name as "establishmentName",
       r.questionnaire_version_id as "versionId", v.question_key as question, v.about_answer as "aboutAnswer", v.verdict, v.direction, v.note
     from unnest(:verdictIds::bigint[]) with ordinality as listed (id, place) join verdicts v on v.id = listed.id
     join dip_sample_members m on m.id = v.member_id join returns r on r.id = v.return_id
     where v.partnership_id = :partnershipId order by listed.place`,
    { partnershipId, verdictIds: [...verdictIds] },
  )

/** The returns of a round that are in a sample. */
export async function sampledReturns(db: Db, of: OfRound): Promise<Id<'return'>[]> {
  const found = await rows<{ id: Id<'return'> }>(
    db,
    `select distinct m.return_id as id from ${MEMBERS_SQL} m where m.partnership_id = :partnershipId and m.round_id = :roundId`,
    of,
  )
  return found.map(({ id }) => id)
}
