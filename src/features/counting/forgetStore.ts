import { changed, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** Forgets what was laid out of a return for counting: its answers are deleted. What was counted of its round stays as it was. */
export async function forgetCounted(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<void> {
  await changed(trx, `delete from return_answers where partnership_id = ? and return_id = ?`, [partnershipId, returnId])
}
