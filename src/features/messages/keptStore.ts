import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { MessageKind } from './kinds.ts'

/** A message that was written while no mail left the program. */
export type KeptMessage = { id: Id<'message'>; kind: MessageKind; writtenAt: Date }

/** Everything that is kept, the oldest first. @param lock holds it until the transaction ends */
export async function keptMessages(db: Db, partnershipId: Id<'partnership'>, lock = false): Promise<KeptMessage[]> {
  return rows<KeptMessage>(
    db,
    `select id, kind, created_at as "writtenAt" from messages where partnership_id = ? and status = 'kept' order by id${lock ? ' for update' : ''}`,
    [partnershipId],
  )
}

/** These wait to be sent, as long as new ones. */
export async function releaseKept(trx: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'message'>[]): Promise<void> {
  await changed(
    trx,
    `update messages set status = 'queued', driver = null, provider_response = null, sent_at = null, queued_at = now()
     where partnership_id = :partnershipId and id = any(:ids::bigint[]) and status = 'kept'`,
    { partnershipId, ids: [...ids] },
  )
}

/** These are not sent any more, each with its reason. */
export async function withholdKept(
  trx: Db,
  partnershipId: Id<'partnership'>,
  reasons: readonly { id: Id<'message'>; because: string }[],
): Promise<void> {
  await changed(
    trx,
    `update messages m set status = 'withheld', error = w.because from jsonb_to_recordset(:reasons::jsonb) as w (id bigint, because text)
     where m.partnership_id = :partnershipId and m.id = w.id and m.status = 'kept'`,
    { partnershipId, reasons: JSON.stringify(reasons) },
  )
}
