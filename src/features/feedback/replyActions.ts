import { inTransaction, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { returnToWriteAbout, whoIsWrittenTo } from '../correspondence/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { queueMessages } from '../messages/index.ts'
import { replyAnsweredLetter, READERS } from './feedbackLetter.ts'
import { lockReply, settleReply, unsettleReply, type Reply } from './replyStore.ts'

type Context = { db: Db; baseUrl: string; now: () => Date }
/** Which reply, and the key of the form: sent twice it is settled once. */
type OfReply = { roundId: Id<'round'>; returnId: Id<'return'>; replyId: Id<'reply'>; key: string | undefined }
/** What a colleague did of it before; nothing was done then. */
type Before = Pick<Reply, 'answer' | 'settledAs' | 'settledBy'> & { settledAt: string | null }

/**
 * Answers what an establishment wrote back. It reads the answer where it reads its feedback; those whom the register names today are
 * told by mail that there is one.
 *
 * @returns how many letters say so; or what a colleague did before, when nothing was saved
 * @throws Refusal (not found) when there is no such reply
 */
export function answerReply(
  { db, baseUrl, now }: Context,
  actor: PartnershipActor,
  request: OfReply & { answer: string },
): Promise<{ before: Before | null; letters: number }> {
  const { answer } = request
  const { partnershipId, name: by } = actor
  return settling(db, actor, { ...request, purpose: 'feedback.reply_answer' }, async (trx, reply) => {
    if (reply.settledAs !== null) return { before: beforeOf(reply), letters: 0 }
    await settleReply(trx, { partnershipId, id: reply.id, by, answer })
    await record(trx, actor, request, 'feedback.reply_answered')
    const about = await returnToWriteAbout(trx, partnershipId, request.returnId)
    const { to } = whoIsWrittenTo(about, READERS, londonDate(now()))
    const letters = to.map(person => replyAnsweredLetter({ ...about, reply, nonce: reply.nonce }, person, about.from))
    return { before: null, letters: (await queueMessages(trx, partnershipId, letters, baseUrl)).length }
  })
}

/** Ticks a reply off that needs no answer. @returns what a colleague did before, when nothing was saved */
export function tickReply(db: Db, actor: PartnershipActor, request: OfReply): Promise<{ before: Before | null }> {
  return settling(db, actor, { ...request, purpose: 'feedback.reply_tick' }, async (trx, reply) => {
    if (reply.settledAs !== null) return { before: beforeOf(reply) }
    await settleReply(trx, { partnershipId: actor.partnershipId, id: reply.id, by: actor.name, answer: '' })
    await record(trx, actor, request, 'feedback.reply_ticked')
    return { before: null }
  })
}

/** Undoes the tick: the reply waits for an answer again. @returns what a colleague did before, when nothing was saved */
export function untickReply(db: Db, actor: PartnershipActor, request: OfReply): Promise<{ before: Before | null }> {
  return settling(db, actor, { ...request, purpose: 'feedback.reply_untick' }, async (trx, reply) => {
    if (reply.settledAs !== 'no_answer_needed') return { before: beforeOf(reply) }
    await unsettleReply(trx, { partnershipId: actor.partnershipId, id: reply.id })
    await record(trx, actor, request, 'feedback.reply_unticked')
    return { before: null }
  })
}

/** One thing done with one reply, in one transaction, under its lock, once per rendered form. */
function settling<Done extends object>(
  db: Db,
  { partnershipId }: PartnershipActor,
  { roundId, returnId, replyId, key, purpose }: OfReply & { purpose: string },
  work: (trx: Db, reply: Reply & { nonce: Buffer }) => Promise<Done>,
): Promise<Done> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: `${purpose}:${replyId}` }, async () => {
      const reply = await lockReply(trx, { partnershipId, roundId }, { returnId, replyId })
      if (!reply) throw notFound()
      return work(trx, reply)
    }),
  )
}

const beforeOf = ({ answer, settledAs, settledBy, settledAt }: Reply): Before => ({
  ...{ answer, settledAs, settledBy },
  // Whoever presses twice is told what was kept of the first press, where a moment is a text.
  settledAt: settledAt?.toISOString() ?? null,
})

const record = (
  trx: Db,
  actor: PartnershipActor,
  { roundId, returnId }: OfReply,
  verb: 'feedback.reply_answered' | 'feedback.reply_ticked' | 'feedback.reply_unticked',
) => recordEvent(trx, actor, { verb, roundId, returnId, details: {} })
