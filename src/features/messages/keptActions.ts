import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { releaseKept, withholdKept, type KeptMessage } from './keptStore.ts'
import { enqueueAll } from './outboxActions.ts'

/** Sends what was kept and still holds, and withholds the rest with its reasons, in the caller's transaction. */
export async function sendKeptMessages(
  trx: Db,
  actor: PartnershipActor,
  { send, withhold }: { send: readonly KeptMessage[]; withhold: readonly { id: Id<'message'>; because: string }[] },
): Promise<void> {
  const { partnershipId } = actor
  await releaseKept(
    trx,
    partnershipId,
    send.map(({ id }) => id),
  )
  await withholdKept(trx, partnershipId, withhold)
  await enqueueAll(trx, partnershipId, send, send.length)
  await recordEvent(trx, actor, { verb: 'message.kept_sent', details: { messages: send.length, left: withhold.length } })
}

export { keptMessages, type KeptMessage } from './keptStore.ts'
