import { type Direction, SETTLED_VERDICTS_SQL, type Verdict } from '../verdicts/index.ts'
import { row, rows, changed, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Action, Json } from '../questions/index.ts'
import { RETURNS_SQL, type Disposition } from '../returns/index.ts'
import type { Outcome } from '../sampling/index.ts'
import type { FeedbackContent } from './content.ts'

export type OfRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }

/** A return whose feedback is to be drafted. */
export type ReturnToDraft = {
  id: Id<'return'>
  versionId: Id<'version'>
  version: number
  facts: string[]
  disposition: Disposition
  /** Its phase of education, as the register has it. */
  phase: string
  files: number
  /** When its return was recorded as sent. */
  cameAt: Date | null
  /** A word for what reviewers found, and what was said of its actions, read before these are: what moves meanwhile makes the draft an old one. */
  told: string
}

/**
 * Of each return that is in a sample, a word for what its feedback tells of the reviews: another as soon as a sample, an outcome or, once
 * there is an outcome, a verdict is another.
 */
export const REVIEWS_TOLD_SQL = `(
  select m.partnership_id, m.round_id, m.return_id, md5(string_agg(m.id || case when m.outcome is null then '' else concat_ws('.', '', m.version,
    (select string_agg(v.id || '.' || v.version, ',' order by v.id) from verdicts v where v.member_id = m.id)) end, ' ' order by m.id)) as told
  from dip_sample_members m where m.replaced_at is null group by m.partnership_id, m.round_id, m.return_id)`

/** To be joined to a return as \`r\`; what its feedback tells of reviews, and of what it said of its actions since, is \`TOLD_SQL\`. */
export const JOIN_TOLD = `left join ${REVIEWS_TOLD_SQL} t
  on t.partnership_id = r.partnership_id and t.round_id = r.round_id and t.return_id = r.id
  left join (select partnership_id, return_id, max(id) as last from action_plan_notes group by partnership_id, return_id) noted
  on noted.partnership_id = r.partnership_id and noted.return_id = r.id`

/** One word for all that is told beside the return itself. */
export const TOLD_SQL = `concat(t.told, ' plan ' || noted.last)`

/** Those of a round that are answered, which is everybody but the excused, whom nothing was sent yet; a batch after an id. */
export const returnsToDraft = (db: Db, of: OfRound, after: number, limit: number): Promise<ReturnToDraft[]> =>
  rows<ReturnToDraft>(
    db,
    `select r.id, r.questionnaire_version_id as "versionId", r.version, r.facts, r.disposition, e.phase_name as phase, r.files,
       coalesce(r.recorded_at, r.submitted_at) as "cameAt",
       ${TOLD_SQL} as told
     from ${RETURNS_SQL} r ${JOIN_TOLD} join establishments e on e.id = r.establishment_id
     where r.partnership_id = :partnershipId and r.round_id = :roundId and r.id > :after and ${ANSWERED}
       and not exists (select from feedback f where f.return_id = r.id and f.sent_at is not null)
     order by r.id limit :limit`,
    { ...of, after, limit },
  )

/** Who gets an answer: whoever was issued a link and is expected, whose answers are still held. */
export const ANSWERED = `r.issued_at is not null and not r.excused and r.answers_deleted_at is null`

export const countToDraft = async (db: Db, of: OfRound): Promise<number> =>
  (
    await row<{ all: number }>(
      db,
      `select count(*) as all from ${RETURNS_SQL} r where r.partnership_id = :partnershipId and r.round_id = :roundId and ${ANSWERED}
         and not exists (select from feedback f where f.return_id = r.id and f.sent_at is not null)`,
      of,
    )
  )?.all ?? 0

type GivenAnswer = { returnId: Id<'return'>; key: string; answer: Json; action: Action | null }

/** Everything that these returns answered. */
export const answersOfReturns = (db: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'return'>[]): Promise<GivenAnswer[]> =>
  rows<GivenAnswer>(
    db,
    `select return_id as "returnId", question_key as key, answer, action from responses
     where partnership_id = ? and return_id = any(?::bigint[]) and (answer is not null or action is not null)`,
    [partnershipId, [...ids]],
  )

export type ReviewOfReturn = {
  returnId: Id<'return'>
  sample: string
  outcome: Outcome | null
  concludedAt: Date | null
  note: string
  reviewed: number | null
  asked: number | null
  verdicts: { questionKey: string; verdict: Verdict; direction: Direction | null; quote: string }[]
}

/** What became of the reviews of these returns, in every sample that each is in, in the order in which these were drawn. */
export const reviewsOfReturns = (db: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'return'>[]): Promise<ReviewOfReturn[]> =>
  rows<ReviewOfReturn>(
    db,
    `select m.return_id as "returnId", s.name as sample, m.outcome, m.outcome_at as "concludedAt", m.outcome_note as note, m.outcome_reviewed as reviewed,
       m.outcome_asked as asked, coalesce((
         select json_agg(json_build_object('questionKey', v.question_key, 'verdict', v.verdict, 'direction', v.direction, 'quote', v.quote) order by v.id)
         from ${SETTLED_VERDICTS_SQL} v where v.member_id = m.id and v.partnership_id = m.partnership_id), '[]') as verdicts
     from dip_sample_members m join dip_samples s on s.id = m.sample_id and s.partnership_id = m.partnership_id
     where m.partnership_id = ? and m.return_id = any(?::bigint[]) and m.replaced_at is null
     order by m.return_id, m.sample_id`,
    [partnershipId, [...ids]],
  )

export type Draft = { returnId: Id<'return'>; version: number; told: string; wordsId: Id<'feedbackWords'>; content: FeedbackContent }

/** Keeps drafts: what was drafted before gives way, what staff wrote stays, and what was sent meanwhile is not touched. */
export async function writeDrafts(trx: Db, { partnershipId, roundId }: OfRound, drafts: readonly Draft[], by: string): Promise<number> {
  return changed(
    trx,
    `insert into feedback (partnership_id, round_id, return_id, content, return_version, reviews_told, words_id, drafted_by)
     select :partnershipId, :roundId, d."returnId", d.content, d.version, d.told, d."wordsId", :by
     from jsonb_to_recordset(:drafts::jsonb) as d ("returnId" bigint, version integer, told text, "wordsId" bigint, content jsonb)
     on conflict (return_id) do update set content = excluded.content, return_version = excluded.return_version,
       reviews_told = excluded.reviews_told, words_id = excluded.words_id, drafted_by = excluded.drafted_by, drafted_at = now(), version = feedback.version + 1
     where feedback.sent_at is null`,
    { partnershipId, roundId, by, drafts: JSON.stringify(drafts) },
  )
}
