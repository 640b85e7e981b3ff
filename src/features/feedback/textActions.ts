import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { findRound } from '../rounds/index.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { FeedbackTexts } from './content.ts'
import { refuse } from './refusals.ts'
import { lockFeedback, textsOf, writeRemark, writeTexts, type Feedback, type RoundTexts } from './store.ts'

/**
 * Keeps what is written to all of a round.
 *
 * @param texts.version that of the texts when the form was rendered, 0 for none
 * @returns the texts as a colleague left them, when they have changed since: nothing was written then
 */
export function saveTexts(
  db: Db,
  actor: PartnershipActor,
  { roundId, ...texts }: FeedbackTexts & { roundId: Id<'round'>; version: number },
): Promise<{ changedSince: RoundTexts | null }> {
  const of = { partnershipId: actor.partnershipId, roundId }
  return inTransaction(db, async trx => {
    if (!(await findRound(trx, actor.partnershipId, roundId))) throw notFound()
    const before = await textsOf(trx, of)
    if (before.opening === texts.opening && before.nextYear === texts.nextYear && before.nextSteps === texts.nextSteps)
      return { changedSince: null }
    if (!(await writeTexts(trx, of, texts, actor.name))) return { changedSince: await textsOf(trx, of) }
    await recordEvent(trx, actor, { verb: 'feedback.texts_written', roundId, details: {} })
    return { changedSince: null }
  })
}

/**
 * Keeps what is written to one establishment.
 *
 * @returns its feedback as a colleague left it, when it has changed since: nothing was written then
 * @throws Refusal when there is no draft, or it was sent
 */
export function saveRemark(
  db: Db,
  actor: PartnershipActor,
  { roundId, returnId, remark, shown }: { roundId: Id<'round'>; returnId: Id<'return'>; remark: string; shown: string },
): Promise<{ changedSince: Feedback | null }> {
  return inTransaction(db, async trx => {
    const feedback = await lockFeedback(trx, { partnershipId: actor.partnershipId, roundId }, returnId)
    if (!feedback) throw notFound()
    if (feedback.remark === remark) return { changedSince: null }
    if (feedback.sentAt !== null) throw refuse.wasSent(roundId, returnId)
    if (feedback.remark !== shown) return { changedSince: feedback }
    await writeRemark(trx, actor.partnershipId, feedback.id, remark, actor.name)
    await recordEvent(trx, actor, { verb: 'feedback.remark_written', roundId, returnId, details: {} })
    return { changedSince: null }
  })
}
