import type { Db } from '../../platform/db.ts'
import { enqueueMany } from '../../platform/jobs/queue.ts'
import { sendMessageJob } from './jobs.ts'
import { insertMessages, type NewMessage } from './store.ts'

/** The most that are handed to the queue in one statement. */
const BATCH = 500

/**
 * Puts messages in the outbox and queues their sending, in the caller's transaction: nothing leaves unless it commits.
 * A message whose key is known already is not made again, and one without an address (a link handed over by hand) not at all.
 *
 * @returns the ids of the new messages
 */
export async function queueMessages(trx: Db, partnershipId: number, messages: readonly NewMessage[], baseUrl: string): Promise<number[]> {
  const ids: number[] = []
  const addressed = messages.filter(message => message.toEmail !== '')
  for (let at = 0; at < addressed.length; at += BATCH) {
    const made = await insertMessages(trx, partnershipId, addressed.slice(at, at + BATCH), new URL(baseUrl).hostname)
    await enqueueMany(
      trx,
      sendMessageJob,
      made.map(messageId => ({ partnershipId, messageId })),
    )
    ids.push(...made)
  }
  return ids
}
