import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { askedSql } from '../questionnaires/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import type { OfRound, RoundDocument } from './documentStore.ts'
import { LAYOUT, placesOf } from './places.ts'

/** As many as are worked out in one statement: what is sent meanwhile waits no longer than that. */
const BATCH = 500

/** How often the answers of a round were worked out, and whether some of them are still to be. */
export async function standOf(db: Db, of: OfRound): Promise<{ generation: number; moved: boolean; layout: string }> {
  const found = await row<{ generation: number; moved: boolean; layout: string }>(
    db,
    `select coalesce(g.generation, 0) as generation, coalesce(g.layout, '') as layout,
       exists (select from return_answers a where a.round_id = :roundId and a.partnership_id = :partnershipId and a.counted is distinct from a.moved) as moved
     from (select 1) one left join round_answers g on g.round_id = :roundId and g.partnership_id = :partnershipId`,
    of,
  )
  if (!found) throw new Error('the database did not say how a round stands')
  return found
}

/** The rounds in which answers are still to be worked out, of every partnership. */
export const roundsToCount = (db: Db): Promise<OfRound[]> =>
  rows<OfRound>(
    db,
    `select distinct round_id as "roundId", partnership_id as "partnershipId" from return_answers where counted is distinct from moved`,
  )

/** The rounds of which answers are worked out, of one partnership or (null) of every one. */
export const roundsCounted = (db: Db, partnershipId: Id<'partnership'> | null): Promise<OfRound[]> =>
  rows<OfRound>(
    db,
    `select round_id as "roundId", partnership_id as "partnershipId" from round_answers
     where :partnershipId::bigint is null or partnership_id = :partnershipId order by round_id`,
    { partnershipId },
  )

/** All of a round's answers are to be worked out by the layout of this release. */
export async function layOutAgain(db: Db, of: OfRound): Promise<void> {
  await changed(
    db,
    `with laid as (
       insert into round_answers (round_id, partnership_id, layout) values (:roundId, :partnershipId, :layout)
       on conflict (round_id) do update set layout = excluded.layout, generation = round_answers.generation + 1 returning round_id
     )
     update return_answers a set moved = nextval('return_answers_moved') from laid
     where a.round_id = laid.round_id and a.partnership_id = :partnershipId and a.counted is not null`,
    { ...of, layout: LAYOUT },
  )
}

/** Those that have moved since they were worked out; or those that have not, for comparing. */
const WHICH = {
  moved: `a.counted is distinct from a.moved`,
  standing: `a.counted = a.moved`,
} as const

/**
 * Works out the bits of a batch of returns, as one statement saw them: a return that moves meanwhile stays to be worked out, since its
 * `moved` is another then. What is asked of each is `askedSql`; what has no answer that counts has no bit.
 *
 * @returns how many were looked at, how many were written, and the last of them
 */
export async function workOut(
  db: Db,
  of: OfRound,
  documents: readonly RoundDocument[],
  { which, after = 0 }: { which: keyof typeof WHICH; after?: number },
): Promise<{ looked: number; written: number; last: number | null; full: boolean }> {
  const versions = documents.map(placesOf)
  const keys = [...new Set(versions.flatMap(({ questions }) => [...questions.keys()]))]
  const asked = askedSql(documents, keys)
  const places = versions.flatMap(({ versionId, questions }) =>
    [...questions.values()].flatMap(({ key, answered, values, best }) => [
      { version: versionId, key, place: answered, ...(best === undefined ? {} : { best }) },
      ...values.map(({ value, place }) => ({ version: versionId, key, place, answer: value })),
    ]),
  )
  const done = await row<{ looked: number; written: number; last: number | null }>(
    db,
    WORK_OUT.replace('/* which */', WHICH[which]).replace('/* asked */', asked.sql),
    {
      ...asked.bindings,
      ...of,
      after,
      limit: BATCH,
      keys,
      places: JSON.stringify(places),
      lengths: JSON.stringify(versions.map(({ versionId, length }) => ({ version: versionId, length }))),
    },
  )
  return { looked: done?.looked ?? 0, written: done?.written ?? 0, last: done?.last ?? null, full: done?.looked === BATCH }
}

const WORK_OUT = `
  with moved as materialized (
    select r.id, r.questionnaire_version_id, r.facts, r.completed, a.moved
    from return_answers a join ${RETURNS_SQL} r on r.id = a.return_id and r.partnership_id = a.partnership_id
    where a.round_id = :roundId and a.partnership_id = :partnershipId and a.return_id > :after and /* which */
    order by a.return_id limit :limit
  ), places as materialized (
    select p.version, p.key, p.answer, p.best, p.place
    from jsonb_to_recordset(:places::jsonb) as p (version bigint, key text, answer jsonb, best jsonb, place integer)
  ), lengths as (
    select l.version, repeat('0', l.length)::bit varying as none from jsonb_to_recordset(:lengths::jsonb) as l (version bigint, length integer)
  ), given as materialized (
    select r.id, r.questionnaire_version_id as version, s.question_key as key, s.answer
    from moved r join responses s on s.return_id = r.id and s.partnership_id = :partnershipId
    where s.question_key = any(:keys) and s.answer is not null
      and s.answer not in ('null'::jsonb, '""'::jsonb, '[]'::jsonb, '"na"'::jsonb) and /* asked */
  ), chosen as (
    select g.id, bit_or(set_bit(l.none, p.place, 1)) as choices, bool_and(g.answer = p.best) filter (where p.best is not null) as all_best
    from given g join places p on p.version = g.version and p.key = g.key
      and (p.answer is null or p.answer = g.answer or (jsonb_typeof(g.answer) = 'array' and g.answer @> p.answer))
    join lengths l on l.version = g.version
    group by g.id
  ), fresh as (
    select m.id, m.moved, m.questionnaire_version_id as version, m.completed, coalesce(c.all_best, false) as all_best,
      coalesce(c.choices, l.none) as choices
    from moved m join lengths l on l.version = m.questionnaire_version_id left join chosen c on c.id = m.id
  ), written as (
    update return_answers a set counted = f.moved, questionnaire_version_id = f.version, completed = f.completed, all_best = f.all_best,
      choices = f.choices
    from fresh f where a.return_id = f.id and a.partnership_id = :partnershipId and a.moved = f.moved
      and (a.counted is distinct from f.moved or a.questionnaire_version_id is distinct from f.version
        or a.completed <> f.completed or a.all_best <> f.all_best or a.choices <> f.choices)
    returning a.return_id
  ), told as (
    insert into round_answers (round_id, partnership_id) select :roundId, :partnershipId where exists (select from written)
    on conflict (round_id) do update set generation = round_answers.generation + 1
  )
  select (select count(*) from moved) as looked, (select count(*) from written) as written, (select max(id) from moved) as last`
