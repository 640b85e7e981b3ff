import { row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** When a signature of the board under this return was last cancelled; null where none was. */
export async function boardCancelledAt(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<Date | null> {
  const found = await row<{ at: Date | null }>(
    db,
    `select max(withdrawn_at) as at from sign_offs where partnership_id = ? and return_id = ? and role <> 'head'`,
    [partnershipId, returnId],
  )
  return found?.at ?? null
}
