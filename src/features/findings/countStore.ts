import { SETTLED_VERDICTS_SQL } from '../verdicts/index.ts'
import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { keptAnswerCount } from '../counting/index.ts'
import { askedSql } from '../questionnaires/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import { strataOfSamples } from '../sampling/index.ts'
import { countAllCompleted, countCompleted, countCompletedAnswers, type CountIn } from './completedStore.ts'
import { NOBODY, type Count, type CountedAnswers, type Source } from './finding.ts'
import type { AnswerCount } from './suggestions.ts'
import { weightedShare } from './weighting.ts'

export type Wanted = { id: Id<'finding'>; source: Source; counted: readonly CountedAnswers[] }
type Counted = Count & { id: Id<'finding'> }
/** The sources that look at a sample: it is small, so its answers are read as they stand. */
export type SampleSource = Exclude<Source, 'completed'>

/** Of a return: it is in a sample. */
export const SAMPLED = `exists (select 1 from dip_sample_members m
  where m.return_id = r.id and m.partnership_id = r.partnership_id and m.round_id = r.round_id and m.replaced_at is null)`

/**
 * The answers of a sample that can be counted, of some questions: one row per source, return and question. What does not
 * apply, was not asked or was left blank is not there; of several verdicts on one question, by several samples, the newest that counts.
 */
export function answersSql({ partnershipId, roundId, documents }: CountIn, sources: readonly SampleSource[], keys: readonly string[]) {
  const asked = askedSql(documents, keys)
  const parts = [...new Set(sources)].map(source => (source === 'reviewed' ? REVIEWED : sampledSql(asked.sql)))
  const bindings = sources.includes('sampled') ? asked.bindings : {}
  return { sql: parts.join('\nunion all\n'), bindings: { ...bindings, partnershipId, roundId, keys: [...keys] } }
}

// The sample is small: its answers are read return by return, where a join would have the planner read those of the whole round.
const sampledSql = (asked: string): string => `
  select 'sampled' as source, r.id as return_id, s.question_key as key, s.answer
  from ${RETURNS_SQL} r cross join lateral (
    select s.question_key, s.answer from responses s
    where s.return_id = r.id and s.partnership_id = r.partnership_id and s.question_key = any(:keys) offset 0) s
  where r.partnership_id = :partnershipId and r.round_id = :roundId and ${SAMPLED} and s.answer is not null
    and s.answer not in ('null'::jsonb, '""'::jsonb, '[]'::jsonb, '"na"'::jsonb) and ${asked}`

const REVIEWED = `
  select 'reviewed' as source, newest.return_id, newest.question_key as key, to_jsonb(newest.verdict) as answer
  from (
    select distinct on (v.return_id, v.question_key) v.return_id, v.question_key, v.verdict
    from ${SETTLED_VERDICTS_SQL} v join dip_sample_members m on m.id = v.member_id and m.replaced_at is null
    where v.partnership_id = :partnershipId and m.round_id = :roundId and v.question_key = any(:keys)
    order by v.return_id, v.question_key, v.at desc, v.id desc
  ) newest
  where newest.verdict <> 'cannot_tell'`

/** Per finding and return that has anything to count: whether every question that applies to it has an answer that counts. */
export const JUDGED = `
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

/** What findings come to, each counted as its source says. A finding that nobody can be counted for is 0 of 0. */
export async function countFindings(db: Db, where: CountIn, wanted: readonly Wanted[]): Promise<Map<Id<'finding'>, Count>> {
  const ofSource = (completed: boolean) => wanted.filter(({ source }) => (source === 'completed') === completed)
  const found = [...(await countOfSample(db, where, ofSource(false))), ...(await countOfCompleted(db, where, ofSource(true)))]
  const byId = new Map(found.map(({ id, ...count }) => [id, count]))
  return new Map(wanted.map(({ id }) => [id, byId.get(id) ?? NOBODY]))
}

async function countOfCompleted(db: Db, where: CountIn, wanted: readonly Wanted[]): Promise<Counted[]> {
  if (wanted.length === 0) return []
  const sums = await countCompleted(
    db,
    where,
    wanted.map(({ counted }) => counted),
  )
  const among = await countAllCompleted(db, where)
  const coming = await moreAreComing(db, where)
  return wanted.map(({ id }, at) => ({ ...NOBODY, ...sums[at], id, among, coming }))
}

/** Whether returns of an open round are still to come. */
export async function moreAreComing(db: Db, { partnershipId, roundId }: Omit<CountIn, 'documents'>): Promise<boolean> {
  const found = await row<{ coming: boolean }>(
    db,
    `select exists (select from rounds o where o.id = :roundId and o.partnership_id = :partnershipId and o.status = 'open')
       and exists (select from ${RETURNS_SQL} r where r.partnership_id = :partnershipId and r.round_id = :roundId and (r.outstanding or r.not_issued)) as coming`,
    { partnershipId, roundId },
  )
  return found?.coming ?? false
}

async function countOfSample(db: Db, where: CountIn, wanted: readonly Wanted[]): Promise<Counted[]> {
  if (wanted.length === 0) return []
  const sources = wanted.map(({ source }) => source as SampleSource)
  const answers = answersSql(where, sources, keysOf(wanted))
  // A return that stands in two samples of the round is counted once, with the stratum of the later one.
  const found = await rows<{ id: Id<'finding'>; sampleId: Id<'sample'>; stratum: string; n: number; of: number }>(
    db,
    `with answers as (${answers.sql}), ${JUDGED}
     select j.id, m.sample_id as "sampleId", m.stratum, count(*) filter (where j.counts) as n, count(*) as "of"
     from judged j cross join lateral (
       select m.sample_id, m.stratum from dip_sample_members m
       where m.return_id = j.return_id and m.partnership_id = :partnershipId and m.replaced_at is null order by m.sample_id desc limit 1) m
     group by j.id, m.sample_id, m.stratum`,
    { ...answers.bindings, wanted: JSON.stringify(wanted) },
  )
  const known = await strataOfSamples(db, where.partnershipId, where.roundId)
  const lookedAt = (by: 'drawn' | 'reviewed') => known.map(stratum => ({ ...stratum, lookedAt: stratum[by] }))
  const among = await countSampled(db, where)
  return wanted.map(({ id, source }) => {
    const mine = found.filter(part => part.id === id)
    const of = mine.reduce((sum, part) => sum + part.of, 0)
    const n = mine.reduce((sum, part) => sum + part.n, 0)
    return {
      id,
      n,
      of,
      among: source === 'reviewed' ? of : among,
      coming: false,
      weighted: weightedShare(mine, lookedAt(source === 'reviewed' ? 'reviewed' : 'drawn')),
    }
  })
}

/** How many gave each answer to each of some questions. @param kept what the count of completed returns is kept as */
export async function countAnswers(db: Db, where: CountIn, source: Source, keys: readonly string[], kept: string): Promise<AnswerCount[]> {
  if (keys.length === 0) return []
  if (source === 'completed')
    return keptAnswerCount(db, where, { what: kept, asked: keys, work: () => countCompletedAnswers(db, where, keys) })
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

/** How many returns of a round are in a sample. */
export async function countSampled(db: Db, { partnershipId, roundId }: CountIn): Promise<number> {
  const all = await row<{ count: number }>(
    db,
    `select count(*) as count from ${RETURNS_SQL} r where r.partnership_id = :partnershipId and r.round_id = :roundId and ${SAMPLED}`,
    { partnershipId, roundId },
  )
  return all?.count ?? 0
}

export const keysOf = (wanted: readonly Wanted[]): string[] => [
  ...new Set(wanted.flatMap(({ counted }) => counted.map(({ question }) => question))),
]
