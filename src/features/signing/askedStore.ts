import { row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { MessageKind } from '../messages/index.ts'

/** When somebody was last asked by a letter of this kind about a return; null when never. */
export async function lastAsked(
  db: Db,
  of: { partnershipId: Id<'partnership'>; returnId: Id<'return'>; kind: MessageKind; address: string },
): Promise<Date | null> {
  const found = await row<{ at: Date | null }>(
    db,
    `select max(created_at) as at from messages
     where partnership_id = :partnershipId and return_id = :returnId and kind = :kind and to_email = :address and status <> 'withheld'`,
    of,
  )
  return found?.at ?? null
}
