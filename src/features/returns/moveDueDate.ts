import { changed, type Db } from '../../platform/db.ts'

/**
 * Gives returns a later due date. The first due date stays; how often it moved is counted.
 * Call it with the returns locked, once it is decided that they may have it.
 */
export async function moveDueDate(trx: Db, partnershipId: number, returnIds: readonly number[], toDueAt: Date): Promise<void> {
  await changed(
    trx,
    `update returns set due_at = :toDueAt, extensions = extensions + 1, version = version + 1
     where partnership_id = :partnershipId and id = any(:returnIds::bigint[])`,
    { partnershipId, returnIds: [...returnIds], toDueAt },
  )
}
