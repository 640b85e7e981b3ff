import { inTransaction, type Db } from '../../platform/db.ts'
import { once } from '../../platform/once.ts'
import { countTry } from '../../platform/rateLimit.ts'
import { recordEvent } from '../history/index.ts'
import { REPLIES } from './limits.ts'
import { lockOpenedBy, markAcknowledged } from './linkStore.ts'
import { refuse } from './refusals.ts'
import { insertReply } from './replyStore.ts'

/**
 * Somebody at an establishment says that they have read its feedback, and may write back.
 *
 * @param given.person who they say they are: it is kept as said
 * @returns false when the link leads nowhere any more
 * @throws Refusal after too many replies by one link
 */
export function answerFeedback(
  db: Db,
  given: { tokenHash: Buffer; person: string; body: string; key?: string | undefined },
): Promise<{ found: boolean }> {
  const { person, body } = given
  return inTransaction(db, async trx => {
    const opened = await lockOpenedBy(trx, given.tokenHash)
    if (!opened) return { found: false }
    const { id, partnershipId, roundId, returnId, establishmentId } = opened
    return once(trx, { partnershipId, key: given.key, purpose: 'feedback.answer' }, async () => {
      if (body !== '' && (await countTry(trx, REPLIES, String(id))) !== null) throw refuse.tooManyReplies()
      // A name that somebody gave is no proof of who they are.
      const actor = { kind: 'system' as const, partnershipId, name: `someone with the link of the feedback, as “${person}”` }
      const of = { roundId, returnId, establishmentId }
      if (opened.acknowledgedAt === null) {
        await markAcknowledged(trx, partnershipId, id, person)
        await recordEvent(trx, actor, { verb: 'feedback.acknowledged', ...of, details: {} })
      }
      if (body !== '') {
        await insertReply(trx, { partnershipId, id, body, by: person })
        await recordEvent(trx, actor, { verb: 'feedback.replied', ...of, details: {} })
      }
      return { found: true }
    })
  })
}
