import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import type { FeedbackContent, FeedbackTexts, SaidTexts } from './content.ts'
import { JOIN_TOLD, type OfRound } from './draftStore.ts'
import { CURRENT_SQL, READY_SQL } from './listStore.ts'

/** What staff wrote to all of a round. Version 0: nothing yet. */
export type RoundTexts = FeedbackTexts & { version: number; writtenBy: string; writtenAt: Date | null }

export async function textsOf(db: Db, { partnershipId, roundId }: OfRound): Promise<RoundTexts> {
  const found = await row<RoundTexts>(
    db,
    `select opening, next_year as "nextYear", next_steps as "nextSteps", version, written_by as "writtenBy", written_at as "writtenAt"
     from round_feedback where partnership_id = ? and round_id = ?`,
    [partnershipId, roundId],
  )
  return found ?? { opening: '', nextYear: '', nextSteps: '', version: 0, writtenBy: '', writtenAt: null }
}

/** @returns whether the texts still were at the version that the form showed */
export async function writeTexts(db: Db, of: OfRound, texts: FeedbackTexts & { version: number }, by: string): Promise<boolean> {
  const written = await changed(
    db,
    `insert into round_feedback (partnership_id, round_id, opening, next_year, next_steps, written_by)
     select :partnershipId, :roundId, :opening, :nextYear, :nextSteps, :by where :version = 0
     on conflict (round_id) do nothing`,
    { ...of, ...texts, by },
  )
  if (texts.version === 0) return written === 1
  return (
    (await changed(
      db,
      `update round_feedback set opening = :opening, next_year = :nextYear, next_steps = :nextSteps, written_by = :by, written_at = now(),
         version = version + 1
       where partnership_id = :partnershipId and round_id = :roundId and version = :version`,
      { ...of, ...texts, by },
    )) === 1
  )
}

/** The feedback of one establishment. */
export type Feedback = {
  id: Id<'feedback'>
  returnId: Id<'return'>
  roundId: Id<'round'>
  establishmentId: Id<'establishment'>
  establishment: string
  content: FeedbackContent
  isCurrent: boolean
  draftedAt: Date
  draftedBy: string
  remark: string
  version: number
  said: SaidTexts | null
  sentAt: Date | null
  sentBy: string | null
  nonce: Buffer | null
  wordsId: Id<'feedbackWords'> | null
  acknowledgedBy: string | null
  acknowledgedAt: Date | null
}

const ONE = `select f.id, f.return_id as "returnId", f.round_id as "roundId", r.establishment_id as "establishmentId",
  r.establishment_name as establishment, f.content, ${CURRENT_SQL} as "isCurrent", f.drafted_at as "draftedAt",
  f.drafted_by as "draftedBy", f.remark, f.version, f.said, f.sent_at as "sentAt", f.sent_by as "sentBy", f.nonce, f.words_id as "wordsId",
  f.acknowledged_by as "acknowledgedBy", f.acknowledged_at as "acknowledgedAt"
  from feedback f join returns r on r.id = f.return_id ${JOIN_TOLD}`

export const findFeedback = (db: Db, of: OfRound, returnId: Id<'return'>): Promise<Feedback | undefined> =>
  row<Feedback>(db, `${ONE} where f.partnership_id = :partnershipId and f.round_id = :roundId and f.return_id = :returnId`, {
    ...of,
    returnId,
  })

export const lockFeedback = async (trx: Db, of: OfRound, returnId: Id<'return'>): Promise<Feedback | undefined> => {
  await changed(
    trx,
    `select 1 from feedback where partnership_id = :partnershipId and round_id = :roundId and return_id = :returnId for update`,
    {
      ...of,
      returnId,
    },
  )
  return findFeedback(trx, of, returnId)
}

export async function writeRemark(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'feedback'>,
  remark: string,
  by: string,
): Promise<void> {
  await changed(
    trx,
    `update feedback set remark = ?, written_by = ?, written_at = now(), version = version + 1 where partnership_id = ? and id = ? and sent_at is null`,
    [remark, by, partnershipId, id],
  )
}

export type Sendable = {
  id: Id<'feedback'>
  returnId: Id<'return'>
  remark: string
  returned: boolean
  wordsId: Id<'feedbackWords'> | null
}

/** A batch of those that were not sent, after a return, held until the transaction ends. */
export async function lockUnsent(trx: Db, of: OfRound, after: number, limit: number): Promise<Id<'return'>[]> {
  const found = await rows<{ returnId: Id<'return'> }>(
    trx,
    `select return_id as "returnId" from feedback
     where partnership_id = :partnershipId and round_id = :roundId and return_id > :after and sent_at is null
     order by return_id limit :limit for update`,
    { ...of, after, limit },
  )
  return found.map(({ returnId }) => returnId)
}

/** Those of them that can be sent: nothing has changed since it was drafted. */
export const sendable = (db: Db, of: OfRound, returnIds: readonly Id<'return'>[]): Promise<Sendable[]> =>
  rows<Sendable>(
    db,
    `select f.id, f.return_id as "returnId", f.remark, f.words_id as "wordsId", (f.content ->> 'returned')::boolean as returned
     from feedback f join ${RETURNS_SQL} r on r.id = f.return_id ${JOIN_TOLD}
     where f.partnership_id = :partnershipId and f.round_id = :roundId and f.return_id = any(:returnIds::bigint[]) and ${READY_SQL}
     order by f.return_id`,
    { ...of, returnIds: [...returnIds] },
  )

/** The words that those drafts of a round were made with that can be sent. */
export const wordsOfSendable = async (db: Db, of: OfRound): Promise<Id<'feedbackWords'>[]> => {
  const found = await rows<{ id: Id<'feedbackWords'> }>(
    db,
    `select distinct w.id from feedback f join feedback_words w on w.id = f.words_id join ${RETURNS_SQL} r on r.id = f.return_id ${JOIN_TOLD}
     where f.partnership_id = :partnershipId and f.round_id = :roundId and ${READY_SQL}`,
    of,
  )
  return found.map(({ id }) => id)
}

/** Keeps that feedback was sent, with the texts that it was sent with and the link that opens it. */
export async function markSent(
  trx: Db,
  partnershipId: Id<'partnership'>,
  sent: readonly { id: Id<'feedback'>; said: SaidTexts; nonce: Buffer; tokenHash: Buffer }[],
  by: string,
): Promise<void> {
  await changed(
    trx,
    `update feedback f set said = s.said, nonce = decode(s.nonce, 'hex'), token_hash = decode(s."tokenHash", 'hex'), sent_at = now(),
       sent_by = :by, version = f.version + 1
     from jsonb_to_recordset(:sent::jsonb) as s (id bigint, said jsonb, nonce text, "tokenHash" text)
     where f.partnership_id = :partnershipId and f.id = s.id and f.sent_at is null`,
    {
      partnershipId,
      by,
      sent: JSON.stringify(sent.map(one => ({ ...one, nonce: one.nonce.toString('hex'), tokenHash: one.tokenHash.toString('hex') }))),
    },
  )
}

/** What was drafted or sent of answers that are deleted at the end of their time goes with them. @returns how many */
export const forgetFeedback = (db: Db): Promise<number> =>
  changed(db, `delete from feedback f using returns r where r.id = f.return_id and r.answers_deleted_at is not null`, [])
