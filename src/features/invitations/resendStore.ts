import { row, type Db } from '../../platform/db.ts'
import { HAS_EMAIL_SQL } from './store.ts'

/** How a selection of returns stands to having its links mailed again. */
export type ResendSums = {
  /** Have a working link, which is mailed again. */
  again: number
  /** Have none that works any more, and get a new one. */
  fresh: number
  /** Were never issued, and get their first. */
  first: number
  /** Have nobody who can be mailed. */
  nobody: number
  /** Were excused: nobody is asked for them any more. */
  excused: number
}

/** Counts a selection before anything is sent. */
export async function resendSums(db: Db, partnershipId: number, returnIds: readonly number[], today: string): Promise<ResendSums> {
  const sums = await row<ResendSums>(
    db,
    `select count(*) filter (where standing = 'again') as again, count(*) filter (where standing = 'fresh') as fresh,
       count(*) filter (where standing = 'first') as first,
       count(*) filter (where standing = 'nobody') as nobody, count(*) filter (where standing = 'excused') as excused
     from (
       select case when r.status = 'excused' then 'excused'
         when exists (select from invitations i where i.return_id = r.id and i.revoked_at is null and i.email <> '') then 'again'
         when not ${HAS_EMAIL_SQL} then 'nobody' when r.status = 'not_issued' then 'first' else 'fresh' end as standing
       from returns r where r.partnership_id = :partnershipId and r.id = any(:returnIds::bigint[])
     ) s`,
    { partnershipId, returnIds: [...returnIds], today },
  )
  return sums ?? { again: 0, fresh: 0, first: 0, nobody: 0, excused: 0 }
}
