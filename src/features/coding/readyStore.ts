import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { RoundDocument } from '../counting/index.ts'
import { NO_PHASE, OTHER_PHASES } from '../establishments/index.ts'
import { askedSql } from '../questionnaires/index.ts'
import { kindOf, takesAnswer } from '../questions/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'

export type OfRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/** As many returns as are taken up in one transaction. */
const BATCH = 300

/** How often the texts, and the coding, of a round have moved; `taken`: of which state of its answers they are. */
export type Stand = { taken: number | null; texts: number; generation: number }

export const standOf = (db: Db, of: OfRound): Promise<Stand | undefined> =>
  row<Stand>(db, `select taken, texts, generation from comment_rounds where partnership_id = :partnershipId and round_id = :roundId`, of)

/**
 * Holds the comments of a round against everybody else who codes them until the transaction ends. Whoever needs returns as well holds
 * them first.
 */
export async function lockComments(trx: Db, of: OfRound): Promise<void> {
  await changed(
    trx,
    `insert into comment_rounds (round_id, partnership_id) select id, partnership_id from rounds where id = :roundId and partnership_id = :partnershipId
     on conflict (round_id) do nothing`,
    of,
  )
  await changed(trx, `select 1 from comment_rounds where round_id = :roundId and partnership_id = :partnershipId for update`, of)
}

/** Says that the coding of a round has moved, and its texts too where they have. */
export async function noteMoved(trx: Db, of: OfRound, { texts }: { texts: boolean }): Promise<void> {
  await changed(
    trx,
    `update comment_rounds set generation = generation + 1, texts = texts + case when :texts then 1 else 0 end
     where round_id = :roundId and partnership_id = :partnershipId`,
    { ...of, texts },
  )
}

/** The rounds whose answers have moved since their comments were taken up. */
export const roundsToTakeUp = (db: Db): Promise<OfRound[]> =>
  rows<OfRound>(
    db,
    `select a.round_id as "roundId", a.partnership_id as "partnershipId" from round_answers a left join comment_rounds c on c.round_id = a.round_id
     where c.taken is distinct from a.generation`,
  )

/**
 * The next returns of a round whose comments are of another state than they are, held until the transaction ends. One that somebody else
 * holds is left for later, so that nobody who holds the round waits here for who waits for the round (0037).
 *
 * @returns how many there are at most in a batch, and those of them that are held
 */
export async function lockToTakeUp(trx: Db, of: OfRound): Promise<{ ids: Id<'return'>[]; full: boolean }> {
  const found = await rows<{ id: Id<'return'> }>(
    trx,
    `select r.id from return_answers a join returns r on r.id = a.return_id left join comment_returns t on t.return_id = a.return_id
     where a.partnership_id = :partnershipId and a.round_id = :roundId and t.taken is distinct from a.moved
     order by r.id limit ${BATCH} for key share of r skip locked`,
    of,
  )
  return { ids: found.map(({ id }) => id), full: found.length === BATCH }
}

/** Says of which state of its answers the comments of a round are, unless some of them are still to be taken up. */
export const markTaken = (db: Db, of: OfRound, taken: number): Promise<number> =>
  changed(
    db,
    `update comment_rounds set taken = greatest(coalesce(taken, 0), :taken) where round_id = :roundId and partnership_id = :partnershipId
       and not exists (select from return_answers a left join comment_returns t on t.return_id = a.return_id
         where a.partnership_id = :partnershipId and a.round_id = :roundId and t.taken is distinct from a.moved)`,
    { ...of, taken },
  )

/**
 * Takes up what these returns wrote, as one statement sees it: texts that are asked, of returns that are in. What is not there any more
 * goes, unless somebody coded or quoted it: then it stands there, and counts no more.
 */
export async function takeUp(trx: Db, of: OfRound, documents: readonly RoundDocument[], returnIds: readonly Id<'return'>[]): Promise<void> {
  const asked = documents.flatMap(({ versionId, document }) =>
    document.sections.flatMap((section, at) =>
      section.questions.filter(takesAnswer).map((question, place) => ({
        version: versionId,
        key: question.key,
        section: section.key,
        place: at * 1000 + place,
        inWords: kindOf(question).inWords,
      })),
    ),
  )
  const { sql, bindings } = askedSql(documents, [...new Set(asked.map(({ key }) => key))])
  await changed(trx, TAKE_UP.replace('/* asked */', sql), {
    ...bindings,
    ...of,
    returnIds: [...returnIds],
    questions: JSON.stringify(asked),
  })
}

/** The phase of education by which returns are told apart, as on the page of a round. */
const PHASE = `case when coalesce(r.issue_phase_name, '') in ('', '${NO_PHASE}') then '${OTHER_PHASES}' else r.issue_phase_name end`

const TAKE_UP = `
  with moved as materialized (
    select r.id, r.questionnaire_version_id, r.facts, r.completed, ${PHASE} as phase, a.moved
    from return_answers a join ${RETURNS_SQL} r on r.id = a.return_id and r.partnership_id = a.partnership_id
    where a.partnership_id = :partnershipId and a.round_id = :roundId and a.return_id = any(:returnIds::bigint[])
  ), questions as materialized (
    select q.version, q.key, q.section, q.place, q."inWords"
    from jsonb_to_recordset(:questions::jsonb) as q (version bigint, key text, section text, place integer, "inWords" boolean)
  ), given as materialized (
    select r.id as return_id, s.question_key, q.section, q.place, x.source, x.body
    from moved r join responses s on s.return_id = r.id and s.partnership_id = :partnershipId
    join questions q on q.version = r.questionnaire_version_id and q.key = s.question_key
    cross join lateral (values
      ('answer', case when q."inWords" and jsonb_typeof(s.answer) = 'string' then s.answer #>> '{}' end), ('comment', s.comment)) x (source, body)
    where r.completed and btrim(x.body, E' \\t\\r\\n') <> '' and /* asked */
  ), told as (
    insert into comment_returns (return_id, partnership_id, round_id, taken, completed, phase)
    select m.id, :partnershipId, :roundId, m.moved, m.completed, m.phase from moved m
    on conflict (return_id) do update set taken = excluded.taken, completed = excluded.completed, phase = excluded.phase
  ), standing as (
    insert into comments (partnership_id, round_id, return_id, section_key, question_key, source, body)
    select :partnershipId, :roundId, g.return_id, g.section, g.question_key, g.source, g.body from given g order by g.return_id, g.place, g.source
    on conflict (return_id, question_key, source) do update set
      was = case when comments.body = excluded.body then comments.was
        when exists (select from comment_codes k where k.comment_id = comments.id) then coalesce(comments.was, comments.body) end,
      version = comments.version + case when comments.body = excluded.body then 0 else 1 end,
      body = excluded.body, section_key = excluded.section_key, standing = true
    where (comments.body, comments.section_key, comments.standing) is distinct from (excluded.body, excluded.section_key, true)
  ), gone as (
    select c.id, exists (select from comment_codes k where k.comment_id = c.id) or exists (select from quotations q where q.comment_id = c.id) as kept
    from comments c join moved m on m.id = c.return_id
    where c.partnership_id = :partnershipId
      and not exists (select from given g where g.return_id = c.return_id and g.question_key = c.question_key and g.source = c.source)
  ), ended as (
    update comments c set standing = false from gone where c.id = gone.id and gone.kept and c.standing
  )
  delete from comments c using gone where c.id = gone.id and not gone.kept`

/** Forgets what a return wrote, with all that was coded and quoted of it: its answers are deleted. */
export async function forgetComments(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<void> {
  const found = await row<{ roundId: Id<'round'> }>(
    trx,
    `select round_id as "roundId" from comment_returns where partnership_id = ? and return_id = ?`,
    [partnershipId, returnId],
  )
  if (!found) return
  const of = { partnershipId, roundId: found.roundId }
  await lockComments(trx, of)
  await changed(trx, `delete from comments where partnership_id = ? and return_id = ?`, [partnershipId, returnId])
  await changed(trx, `delete from comment_returns where partnership_id = ? and return_id = ?`, [partnershipId, returnId])
  await noteMoved(trx, of, { texts: true })
}
