import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Json } from '../questions/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import { KNOWN_COLUMNS, strata } from '../sampling/index.ts'
import { SETTLED_VERDICTS_SQL } from '../verdicts/index.ts'
import { countAllCompleted, judgedCompletedSql, type CountIn } from './completedStore.ts'
import { answersSql, countSampled, JUDGED, keysOf, SAMPLED, type Wanted } from './countStore.ts'
import type { Count } from './finding.ts'
import { UNKNOWN_FACTS } from './grouped.ts'

export type { Wanted }

/** A return behind a finding's number. */
export type CountedReturn = {
  returnId: Id<'return'>
  name: string
  identifier: string
  phase: string
  /** It came as a file or on paper, and staff keyed in its answers. */
  isOffline: boolean
  /** What it answered, or what the newest review found, by question. */
  answers: Record<string, Json>
}

/** The parts of those that a finding looks at: those that count, those that do not, and those that leave the denominator. */
export const PARTS = { counting: 'j.counts', others: 'not j.counts', left_out: 'j.counts is null' } as const
export type Part = keyof typeof PARTS

/** How many of the returns that a finding looks at leave its denominator. */
export async function countLeftOut(db: Db, where: CountIn, { source }: Wanted, { of }: Pick<Count, 'of'>): Promise<number> {
  return (source === 'completed' ? await countAllCompleted(db, where) : await countSampled(db, where)) - of
}

/** A page of the returns of one part that a finding looks at, by name. */
export async function returnsBehind(
  db: Db,
  where: CountIn,
  wanted: Wanted,
  { part, limit, offset, within }: { part: Part; limit: number; offset: number; within?: Within },
): Promise<CountedReturn[]> {
  const { source } = wanted
  const answers = source === 'completed' ? undefined : answersSql(where, [source], keysOf([wanted]))
  const judged = answers ? `answers as (${answers.sql}), ${JUDGED}` : `judged as (${judgedCompletedSql(where, wanted.counted)})`
  const page = answers
    ? `from ${RETURNS_SQL} r left join judged j on j.return_id = r.id`
    : `from returns r join judged j on j.return_id = r.id`
  return rows<CountedReturn>(
    db,
    `with ${judged}, page as (
       select r.id ${page}
       where r.partnership_id = :partnershipId and r.round_id = :roundId and ${answers ? SAMPLED : 'true'} and ${PARTS[part]} and ${withinSql(within)}
       order by r.establishment_name, r.id limit :limit offset :offset
     )
     select r.id as "returnId", r.establishment_name as name, e.identifier, e.phase_name as phase,
       r.submitted_via is not distinct from 'offline' as "isOffline",
       coalesce((${GIVEN[source === 'reviewed' ? 'verdicts' : 'responses']}), '{}') as answers
     from page join returns r on r.id = page.id and r.partnership_id = :partnershipId join establishments e on e.id = r.establishment_id
     order by r.establishment_name, r.id`,
    {
      partnershipId: where.partnershipId,
      roundId: where.roundId,
      keys: keysOf([wanted]),
      ...(within ? { groupFacts: [...within.facts] } : {}),
      ...(answers ? { ...answers.bindings, wanted: JSON.stringify([wanted]) } : {}),
      limit,
      offset,
    },
  )
}

/** Returns of one group: the facts, as text, that put an establishment into it. */
export type Within = { by: strata.KnownStrata; facts: readonly string[] }

/** The column as it is, so that PostgreSQL knows how many have which fact. */
const withinSql = (within: Within | undefined): string =>
  within === undefined
    ? 'true'
    : `exists (select from establishments e where e.id = r.establishment_id
      and ((${KNOWN_COLUMNS[within.by].sql})::text = any(:groupFacts) or '' = any(:groupFacts) and (${KNOWN_COLUMNS[within.by].sql}) is null))`

/** The facts, as text, by which establishments of the partnership are in one of its groups; none when it has no such group. */
export async function withinGroup(
  db: Db,
  { partnershipId }: Pick<CountIn, 'partnershipId'>,
  by: strata.KnownStrata,
  group: string,
): Promise<Within> {
  const { fact, sql, from } = KNOWN_COLUMNS[by]
  const found = await rows<{ text: string; known: Partial<strata.KnownFacts> }>(
    db,
    `select distinct coalesce((${sql})::text, '') as text, jsonb_build_object('${fact}', ${sql}) as known
     from ${from} where partnership_id = ?`,
    [partnershipId],
  )
  return {
    by,
    facts: found.filter(({ known }) => strata.knownStratumBy(by, { ...UNKNOWN_FACTS, ...known }) === group).map(({ text }) => text),
  }
}

/** How many completed returns count, of one group or of all. The answers are ready. */
export async function countBehind(db: Db, where: CountIn, { counted }: Pick<Wanted, 'counted'>, within?: Within): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `with judged as (${judgedCompletedSql(where, counted)})
     select count(*) as count from judged j join returns r on r.id = j.return_id and r.partnership_id = :partnershipId
     where ${PARTS.counting} and ${withinSql(within)}`,
    { partnershipId: where.partnershipId, roundId: where.roundId, ...(within ? { groupFacts: [...within.facts] } : {}) },
  )
  return found?.count ?? 0
}

const GIVEN = {
  responses: `select jsonb_object_agg(g.question_key, g.answer) from responses g
    where g.return_id = r.id and g.partnership_id = r.partnership_id and g.question_key = any(:keys)`,
  verdicts: `select jsonb_object_agg(g.question_key, g.verdict) from (
      select distinct on (v.question_key) v.question_key, v.verdict from ${SETTLED_VERDICTS_SQL} v
      join dip_sample_members m on m.id = v.member_id and m.replaced_at is null
      where v.return_id = r.id and v.partnership_id = r.partnership_id and v.question_key = any(:keys)
      order by v.question_key, v.at desc, v.id desc) g`,
}
