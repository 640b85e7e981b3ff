import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { OfRound } from './draftStore.ts'

/** What an establishment wrote back, and what became of it: answered, or ticked off as one that needs no answer. */
export type Reply = {
  id: Id<'reply'>
  body: string
  byName: string
  at: Date
  /** Blank until it is answered. */
  answer: string
  settledAs: 'answered' | 'no_answer_needed' | null
  settledBy: string | null
  settledAt: Date | null
}

const COLUMNS = `p.id, p.body, p.by_name as "byName", p.at, p.answer, p.settled_as as "settledAs", p.settled_by as "settledBy",
  p.settled_at as "settledAt"`

/** The replies to one feedback, the earliest first. */
export const repliesTo = (db: Db, partnershipId: Id<'partnership'>, feedbackId: Id<'feedback'>): Promise<Reply[]> =>
  rows<Reply>(db, `select ${COLUMNS} from feedback_replies p where p.partnership_id = ? and p.feedback_id = ? order by p.id`, [
    partnershipId,
    feedbackId,
  ])

/** One reply to the feedback of a return, held until the transaction ends, with the link of that feedback. */
export async function lockReply(
  trx: Db,
  of: OfRound,
  { returnId, replyId }: { returnId: Id<'return'>; replyId: Id<'reply'> },
): Promise<(Reply & { nonce: Buffer }) | undefined> {
  const found = await row<Reply & { nonce: Buffer | null }>(
    trx,
    `select ${COLUMNS}, f.nonce from feedback_replies p join feedback f on f.id = p.feedback_id and f.partnership_id = p.partnership_id
     where p.partnership_id = :partnershipId and f.round_id = :roundId and f.return_id = :returnId and p.id = :replyId for update of p`,
    { ...of, returnId, replyId },
  )
  return found?.nonce ? { ...found, nonce: found.nonce } : undefined
}

type OfReply = { partnershipId: Id<'partnership'>; id: Id<'reply'>; by: string }

/** @param answer blank when it needs none */
export async function settleReply(trx: Db, { answer, ...of }: OfReply & { answer: string }): Promise<void> {
  await changed(
    trx,
    `update feedback_replies set answer = :answer, settled_as = case when :answer = '' then 'no_answer_needed' else 'answered' end,
       settled_by = :by, settled_at = now() where partnership_id = :partnershipId and id = :id and settled_as is null`,
    { ...of, answer },
  )
}

/** Takes the tick back. What was answered stays so. */
export async function unsettleReply(trx: Db, { partnershipId, id }: Omit<OfReply, 'by'>): Promise<void> {
  await changed(
    trx,
    `update feedback_replies set settled_as = null, settled_by = null, settled_at = null
     where partnership_id = ? and id = ? and settled_as = 'no_answer_needed'`,
    [partnershipId, id],
  )
}

export async function insertReply(
  trx: Db,
  reply: { partnershipId: Id<'partnership'>; id: Id<'feedback'>; body: string; by: string },
): Promise<void> {
  await changed(
    trx,
    `insert into feedback_replies (partnership_id, feedback_id, body, by_name) values (:partnershipId, :id, :body, :by)`,
    reply,
  )
}
