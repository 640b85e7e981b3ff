import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'
import type { ExcuseAs } from './excuses.ts'

type OneReturn = { partnershipId: Id<'partnership'>; returnId: Id<'return'> }

/** An excuse whose day has not come: the return is expected until then. */
export type ExcuseAhead = {
  as: ExcuseAs
  on: string
  reason: string
  coveredBy: Id<'establishment'> | null
  byName: string
}

/** Whether a day lies ahead in London, by the clock of the database. @param on 'YYYY-MM-DD' */
export async function isAhead(trx: Db, on: string): Promise<boolean> {
  const found = await row<{ ahead: boolean }>(trx, `select ?::date > ${LONDON_TODAY_SQL} as ahead`, [on])
  return found?.ahead ?? false
}

/** Keeps an excuse until its day, in the place of one that was kept before. */
export async function writeAhead(trx: Db, of: OneReturn & { roundId: Id<'round'> }, excuse: ExcuseAhead): Promise<void> {
  await changed(
    trx,
    `with kept as (
       insert into excuses_ahead (return_id, partnership_id, round_id, excused_as, excused_on, reason, covered_by_establishment_id, by_name)
       values (:returnId, :partnershipId, :roundId, :as, :on, :reason, :coveredBy, :byName)
       on conflict (return_id) do update set excused_as = excluded.excused_as, excused_on = excluded.excused_on, reason = excluded.reason,
         covered_by_establishment_id = excluded.covered_by_establishment_id, by_name = excluded.by_name, at = now()
       returning return_id
     )
     update returns r set version = version + 1 from kept where r.id = kept.return_id and r.partnership_id = :partnershipId`,
    { ...of, ...excuse },
  )
}

/** Forgets the excuse that was kept for a day to come. @returns whether there was one */
export async function forgetAhead(trx: Db, of: OneReturn): Promise<boolean> {
  return (
    (await changed(
      trx,
      `with gone as (delete from excuses_ahead where partnership_id = :partnershipId and return_id = :returnId returning return_id)
       update returns r set version = version + 1 from gone where r.id = gone.return_id and r.partnership_id = :partnershipId`,
      of,
    )) > 0
  )
}

export const aheadOf = (db: Db, { partnershipId, returnId }: OneReturn): Promise<ExcuseAhead | undefined> =>
  row<ExcuseAhead>(
    db,
    `select excused_as as "as", excused_on as "on", reason, covered_by_establishment_id as "coveredBy", by_name as "byName"
     from excuses_ahead where partnership_id = ? and return_id = ?`,
    [partnershipId, returnId],
  )

/** The returns whose day has come, of every partnership. */
export const dueExcuses = (db: Db): Promise<OneReturn[]> =>
  rows<OneReturn>(
    db,
    `select return_id as "returnId", partnership_id as "partnershipId" from excuses_ahead
     where excused_on <= ${LONDON_TODAY_SQL} order by excused_on, return_id`,
  )
