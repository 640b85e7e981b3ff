import { changed, row, type Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'

export type Former = { partnershipId: Id<'partnership'>; months: number; now: Date }

const NAME_GONE = 'Name deleted'
const FORMER_SQL = `partnership_id = :partnershipId and to_on < :now::timestamptz - make_interval(months => :months) and name <> '${NAME_GONE}'`

/** How many contacts left their role so long ago that the partnership keeps their names no longer. */
export async function formerContacts(db: Db, former: Former): Promise<number> {
  const found = await row<{ contacts: number }>(db, `select count(*) as contacts from contacts where ${FORMER_SQL}`, { ...former })
  return found?.contacts ?? 0
}

/** Their names, addresses and numbers are deleted; that somebody held the role, and until when, stays. */
export const blankFormerContacts = (trx: Db, former: Former): Promise<number> =>
  changed(
    trx,
    `update contacts set name = '${NAME_GONE}', email = '', phone = '', version = version + 1, updated_at = now() where ${FORMER_SQL}`,
    { ...former },
  )
