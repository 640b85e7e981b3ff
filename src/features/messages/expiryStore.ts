import { changed, row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

export type OldMessages = { partnershipId: Id<'partnership'>; months: number; now: Date }

/** Whoever is still to be sent keeps what is in it. */
const OLD_SQL = `partnership_id = :partnershipId and created_at < :now::timestamptz - make_interval(months => :months)
  and status not in ('queued', 'sending') and (to_email <> '' or body <> '')`

/** How many emails were written so long ago that the partnership keeps them no longer. */
export async function oldMessages(db: Db, old: OldMessages): Promise<number> {
  const found = await row<{ messages: number }>(db, `select count(*) as messages from messages where ${OLD_SQL}`, { ...old })
  return found?.messages ?? 0
}

/** Whom they went to and what they said is deleted; that there was one, of which kind, and what became of it stays. @returns how many */
export const blankOldMessages = (trx: Db, old: OldMessages): Promise<number> =>
  changed(
    trx,
    `update messages set key = 'deleted:' || id, to_name = 'Name deleted', to_email = '', reply_to = '', subject = '', body = '',
       provider_response = null, error = case when status = 'kept' then 'it was deleted before it could be sent' end,
       status = case when status = 'kept' then 'withheld' else status end
     where ${OLD_SQL}`,
    { ...old },
  )
