import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockRound } from '../rounds/index.ts'
import { deleteGroupTable, groupTablesOf, insertGroupTable } from './store.ts'
import { refuse } from './refusals.ts'
import type { Shown } from './table.ts'

/** As many as a page has that somebody reads. */
export const MOST_TABLES = 20

/**
 * Puts a table on the page that is to be published; nobody outside sees it before that is published. A table that is there stays.
 *
 * @param order.title what the table is called, for the history
 * @returns whether it was put there
 */
export function addGroupTable(
  db: Db,
  actor: PartnershipActor,
  { roundId, table, title }: { roundId: Id<'round'>; table: Shown; title: string },
): Promise<boolean> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    await lockRound(trx, partnershipId, roundId)
    if ((await groupTablesOf(trx, partnershipId, roundId)).length >= MOST_TABLES) throw refuse.tooMany(roundId, MOST_TABLES)
    const isNew = await insertGroupTable(trx, partnershipId, roundId, { ...table, addedBy: actor.name })
    if (isNew) await recordEvent(trx, actor, { verb: 'group_table.added', roundId, details: { ...table, title } })
    return isNew
  })
}

/** Takes a table off that page. What was published stays as it is. Doing it twice is no error. @returns whether it was there */
export function removeGroupTable(
  db: Db,
  actor: PartnershipActor,
  { roundId, id, title }: { roundId: Id<'round'>; id: Id<'groupTable'>; title: string },
): Promise<boolean> {
  return inTransaction(db, async trx => {
    const gone = await deleteGroupTable(trx, actor.partnershipId, roundId, id)
    if (gone) await recordEvent(trx, actor, { verb: 'group_table.removed', roundId, details: { title } })
    return gone
  })
}
