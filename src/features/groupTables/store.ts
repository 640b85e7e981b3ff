import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { GroupTable, Shown } from './table.ts'

/** The tables that are to be published of a round, in the order in which they were added. */
export const groupTablesOf = (db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<GroupTable[]> =>
  rows<GroupTable>(
    db,
    `select id, what, question_key as question, grouped_by as "by", added_by as "addedBy", added_at as "addedAt" from group_tables
     where partnership_id = ? and round_id = ? order by id`,
    [partnershipId, roundId],
  )

/** Notes that a table is to be published. @returns false when it was noted before */
export async function insertGroupTable(
  trx: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  { what, question, by, addedBy }: Shown & { addedBy: string },
): Promise<boolean> {
  const made = await changed(
    trx,
    `insert into group_tables (partnership_id, round_id, what, question_key, grouped_by, added_by) values (?, ?, ?, ?, ?, ?)
     on conflict on constraint group_tables_once do nothing`,
    [partnershipId, roundId, what, question, by, addedBy],
  )
  return made === 1
}

/** @returns whether it was there */
export async function deleteGroupTable(
  trx: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  id: Id<'groupTable'>,
): Promise<boolean> {
  return (
    (await changed(trx, `delete from group_tables where partnership_id = ? and round_id = ? and id = ?`, [partnershipId, roundId, id])) ===
    1
  )
}
