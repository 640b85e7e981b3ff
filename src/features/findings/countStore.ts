import { rows, type Db } from '../../platform/db.ts'
import { askedSql, type Json } from '../questionnaires/index.ts'
import { FLAG_SQL } from '../returns/index.ts'
import type { RoundDocument } from '../sampling/index.ts'
import type { CountedAnswers, Source } from './finding.ts'
import type { AnswerCount } from './suggestions.ts'

/** What is counted where: the tenant, the round, and what its returns are asked. */
export type CountIn = { partnershipId: number; roundId: number; documents: readonly RoundDocument[] }
export type Wanted = { id: number; source: Source; counted: readonly CountedAnswers[] }
export type Count = { id: number; n: number; of: number }

const SAMPLED = `exists (select 1 from dip_sample_members m
  where m.return_id = r.id and m.partnership_id = r.partnership_id and m.round_id = r.round_id and m.replaced_at is null)`

/** Which returns each source looks at. */
const POPULATION: Record<Source, string> = { completed: FLAG_SQL.completed, sampled: SAMPLED, reviewed: SAMPLED }

/**
 * The answers that can be counted, of some sources and questions: one row per source, return and question. What does not
 * apply, was not asked or was left blank is not there; of several verdicts on one question the newest counts.
 */
function answersSql({ partnershipId, roundId, documents }: CountIn, sources: readonly Source[], keys: readonly string[]) {
  const asked = askedSql(documents, keys)
  const rated = sources.some(source => source !== 'reviewed')
  const parts = [...new Set(sources)].map(source => (source === 'reviewed' ? REVIEWED : ratedSql(source, asked.sql)))
  return { sql: parts.join('\nunion all\n'), bindings: { ...(rated ? asked.bindings : {}), partnershipId, roundId, keys: [...keys] } }
}

const ratedSql = (source: Source, asked: string): string => `
  select '${source}' as source, r.id as return_id, s.question_key as key, s.answer
  from returns r join responses s on s.return_id = r.id and s.partnership_id = r.partnership_id
  where r.partnership_id = :partnershipId and r.round_id = :roundId and ${POPULATION[source]}
    and s.question_key = any(:keys) and s.answer is not null
    and s.answer not in ('null'::jsonb, '""'::jsonb, '[]'::jsonb, '"na"'::jsonb) and ${asked}`

const REVIEWED = `
  select 'reviewed' as source, newest.return_id, newest.question_key as key, to_jsonb(newest.verdict) as answer
  from (
    select distinct on (v.return_id, v.question_key) v.return_id, v.question_key, v.verdict
    from verdicts v join dip_sample_members m on m.id = v.member_id and m.replaced_at is null
    where v.partnership_id = :partnershipId and m.round_id = :roundId and v.question_key = any(:keys)
    order by v.return_id, v.question_key, v.at desc, v.id desc
  ) newest
  where newest.verdict <> 'cannot_tell'`

/** Per finding and return that has anything to count: whether every question that applies to it has an answer that counts. */
const JUDGED = `
  wanted as (
    select w.id, w.source, q.question as key, q.values as chosen
    from jsonb_to_recordset(:wanted::jsonb) as w (id bigint, source text, counted jsonb)
    cross join lateral jsonb_to_recordset(w.counted) as q (question text, "values" jsonb)
  ), judged as (
    select w.id, a.return_id, bool_and(case jsonb_typeof(a.answer)
        when 'array' then exists (select 1 from jsonb_array_elements(a.answer) g where w.chosen @> jsonb_build_array(g.value))
        else w.chosen @> jsonb_build_array(a.answer) end) as counts
    from wanted w join answers a on a.source = w.source and a.key = w.key
    group by w.id, a.return_id
  )`

/** n and N of many findings, in one statement. A finding that nobody can be counted for is 0 of 0. */
export async function countFindings(db: Db, where: CountIn, wanted: readonly Wanted[]): Promise<Map<number, Count>> {
  if (wanted.length === 0) return new Map()
  const answers = answersSql(
    where,
    wanted.map(({ source }) => source),
    keysOf(wanted),
  )
  const found = await rows<Count>(
    db,
    `with answers as (${answers.sql}), ${JUDGED}
     select id, count(*) filter (where counts) as n, count(*) as "of" from judged group by id`,
    { ...answers.bindings, wanted: JSON.stringify(wanted) },
  )
  const counted = new Map(found.map(count => [count.id, count]))
  return new Map(wanted.map(({ id }) => [id, counted.get(id) ?? { id, n: 0, of: 0 }]))
}

/** How many gave each answer to each of some questions. */
export async function countAnswers(db: Db, where: CountIn, source: Source, keys: readonly string[]): Promise<AnswerCount[]> {
  if (keys.length === 0) return []
  const answers = answersSql(where, [source], keys)
  return rows<AnswerCount>(
    db,
    `with answers as (${answers.sql}), single as (
       select a.key, g.value as answer from answers a
       cross join lateral jsonb_array_elements(case jsonb_typeof(a.answer) when 'array' then a.answer else jsonb_build_array(a.answer) end) g
     )
     select key, answer, count(*) as count from single group by key, answer`,
    answers.bindings,
  )
}

/** A return behind a finding's number. */
export type CountedReturn = {
  returnId: number
  name: string
  identifier: string
  phase: string
  /** It came as a file or on paper, and staff keyed in its answers. */
  isOffline: boolean
  /** Null: it leaves the denominator. */
  counts: boolean | null
  /** What it answered, or what the newest review found, by question. */
  answers: Record<string, Json>
}

/** Every return that a finding looks at, with whether it counts, by name. */
export async function returnsBehind(db: Db, where: CountIn, wanted: Wanted): Promise<CountedReturn[]> {
  const answers = answersSql(where, [wanted.source], keysOf([wanted]))
  return rows<CountedReturn>(
    db,
    `with answers as (${answers.sql}), ${JUDGED}
     select r.id as "returnId", r.establishment_name as name, e.identifier, e.phase_name as phase, j.counts,
       r.submitted_via is not distinct from 'offline' as "isOffline",
       coalesce((${GIVEN[wanted.source === 'reviewed' ? 'verdicts' : 'responses']}), '{}') as answers
     from returns r join establishments e on e.id = r.establishment_id
     left join judged j on j.return_id = r.id
     where r.partnership_id = :partnershipId and r.round_id = :roundId and ${POPULATION[wanted.source]}
     order by r.establishment_name, r.id`,
    { ...answers.bindings, wanted: JSON.stringify([wanted]) },
  )
}

const GIVEN = {
  responses: `select jsonb_object_agg(g.question_key, g.answer) from responses g
    where g.return_id = r.id and g.partnership_id = r.partnership_id and g.question_key = any(:keys)`,
  verdicts: `select jsonb_object_agg(g.question_key, g.verdict) from (
      select distinct on (v.question_key) v.question_key, v.verdict from verdicts v
      join dip_sample_members m on m.id = v.member_id and m.replaced_at is null
      where v.return_id = r.id and v.partnership_id = r.partnership_id and v.question_key = any(:keys)
      order by v.question_key, v.at desc, v.id desc) g`,
}

const keysOf = (wanted: readonly Wanted[]): string[] => [
  ...new Set(wanted.flatMap(({ counted }) => counted.map(({ question }) => question))),
]
