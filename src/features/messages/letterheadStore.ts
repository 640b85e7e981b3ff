import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { findPartnership } from '../partnerships/index.ts'
import type { Letterhead } from './letter.ts'

/** The letterhead of a partnership `p` with its short name, as a value of JSON. */
export const LETTERHEAD_SQL = `json_build_object('name', p.name, 'shortName', p.short_name, 'contactName', p.contact_name,
  'contactEmail', p.contact_email, 'contactPhone', p.contact_phone)`

/** The letterhead of a partnership, by its settings. */
export async function letterheadOf(db: Db, partnershipId: Id<'partnership'>): Promise<Letterhead & { shortName: string }> {
  const partnership = await findPartnership(db, partnershipId)
  if (!partnership) throw new Error(`there is no partnership ${partnershipId}`)
  return partnership
}
