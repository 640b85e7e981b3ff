import type { DeliveryFacts } from '../messages/index.ts'
import { type Db, rows } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** The message that took the receipt of a submission to the establishment. */
export type ReceiptMail = { name: string } & DeliveryFacts

/** The messages with the receipt of a submission, the first first; none when there was no address. */
export async function receiptMails(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  sequence: number,
): Promise<ReceiptMail[]> {
  return rows<ReceiptMail>(
    db,
    `select to_name as name, status, error from messages
     where partnership_id = :partnershipId and return_id = :returnId
       and (key in (:receipt, :offline) or starts_with(key, :receipt || ':')) order by id`,
    { partnershipId, returnId, receipt: `receipt:${returnId}:${sequence}`, offline: `taken_in:${returnId}:${sequence}` },
  )
}
