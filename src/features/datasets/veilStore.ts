import { row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** The key of a partnership's pseudonyms: made with the partnership, so that the codes are the same in every export and every year. */
export async function pseudonymKey(db: Db, partnershipId: Id<'partnership'>): Promise<string> {
  const found = await row<{ key: string }>(db, `select pseudonym_secret as key from partnerships where id = ?`, [partnershipId])
  if (!found) throw new Error('the partnership of an export does not exist')
  return found.key
}
