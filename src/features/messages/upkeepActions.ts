import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound, Refusal } from '../../platform/http/refusal.ts'
import { stillQueued } from '../../platform/jobs/queue.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { allPartnerships } from '../partnerships/index.ts'
import { SEND } from './lanes.ts'
import { overdueMessages } from './listStore.ts'
import { enqueueAll } from './outboxActions.ts'
import { abandon, findMessage, requeue } from './store.ts'

/** How many are looked at in one go; the next go comes in minutes. */
const MOST = 5000

/**
 * Queues again what was written but has no job: a message must not depend on one delivery. What could not be handed over for
 * three days counts as refused, so that somebody looks at it.
 *
 * @returns how many were queued
 */
export async function sweepMessages(db: Db): Promise<number> {
  let queued = 0
  for (const { id: partnershipId } of await allPartnerships(db)) {
    await abandon(db, partnershipId)
    queued += await inTransaction(db, async trx => {
      const overdue = await overdueMessages(trx, partnershipId, MOST)
      const waiting = await stillQueued(
        trx,
        Object.values(SEND),
        'messageId',
        overdue.map(({ id }) => id),
      )
      const lost = overdue.filter(({ id }) => !waiting.has(id))
      await enqueueAll(trx, partnershipId, lost, lost.length)
      return lost.length
    })
  }
  return queued
}

/** Sends a refused message once more, because its reason was mended. @throws Refusal when it was not refused */
export function retryMessage(db: Db, actor: PartnershipActor, messageId: Id<'message'>): Promise<void> {
  return inTransaction(db, async trx => {
    const message = await findMessage(trx, actor.partnershipId, messageId)
    if (!message) throw notFound()
    if (!(await requeue(trx, actor.partnershipId, messageId)))
      throw new Refusal('conflict', 'messages.not_refused', 'This message is not waiting to be tried again', ['Nothing was changed.'])
    await enqueueAll(trx, actor.partnershipId, [message], 1)
    await recordEvent(trx, actor, { verb: 'message.retried', roundId: message.roundId, returnId: message.returnId, details: { messageId } })
  })
}
