import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { enqueueMany } from '../../platform/jobs/queue.ts'
import { laneOf, SEND } from './lanes.ts'
import type { NewMessage } from './letter.ts'
import { insertMessages, type QueuedMessage } from './store.ts'

/** The most that are handed to the queue in one statement. */
const BATCH = 500

/**
 * Puts messages in the outbox and queues their sending, in the caller's transaction: nothing leaves unless it commits.
 * A message whose key is known already is not made again, and one without an address (a link handed over by hand) not at all.
 *
 * @returns the new messages
 */
export async function queueMessages(
  trx: Db,
  partnershipId: Id<'partnership'>,
  messages: readonly NewMessage[],
  baseUrl: string,
): Promise<QueuedMessage[]> {
  const queued: QueuedMessage[] = []
  const addressed = messages.filter(message => message.toEmail !== '')
  for (let at = 0; at < addressed.length; at += BATCH) {
    const domain = new URL(baseUrl).hostname
    queued.push(...(await insertMessages(trx, partnershipId, addressed.slice(at, at + BATCH), { domain, among: addressed.length })))
  }
  return queued
}

/** Puts these messages in the queues by which they leave. @param among how many are written together */
export async function enqueueAll(
  trx: Db,
  partnershipId: Id<'partnership'>,
  messages: readonly Pick<QueuedMessage, 'id' | 'kind'>[],
  among: number,
): Promise<void> {
  for (const [lane, those] of Map.groupBy(messages, ({ kind }) => laneOf(kind, among)))
    await enqueueMany(
      trx,
      SEND[lane],
      those.map(({ id }) => ({ partnershipId, messageId: id })),
    )
}
