import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { findPartnership } from '../partnerships/index.ts'
import type { Letterhead } from './letter.ts'

/** The letterhead of a partnership, by its settings. */
export async function letterheadOf(db: Db, partnershipId: Id<'partnership'>): Promise<Letterhead & { shortName: string }> {
  const partnership = await findPartnership(db, partnershipId)
  if (!partnership) throw new Error(`there is no partnership ${partnershipId}`)
  return partnership
}
