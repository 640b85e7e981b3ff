import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** What is done about the findings of a round: which action about which. */
export async function actionLinksOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
): Promise<{ findingId: Id<'finding'>; actionId: Id<'action'> }[]> {
  return rows<{ findingId: Id<'finding'>; actionId: Id<'action'> }>(
    db,
    `select l.finding_id as "findingId", l.action_id as "actionId" from finding_actions l
     join findings f on f.id = l.finding_id and f.partnership_id = l.partnership_id
     where l.partnership_id = ? and f.round_id = ? order by l.linked_at, l.action_id`,
    [partnershipId, roundId],
  )
}

/** Notes that an action is about a finding. Noting it again changes nothing. @returns whether it is new */
export async function linkAction(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { findingId, actionId, by }: { findingId: Id<'finding'>; actionId: Id<'action'>; by: string },
): Promise<boolean> {
  const made = await changed(
    trx,
    `insert into finding_actions (partnership_id, finding_id, action_id, linked_by)
     values (:partnershipId, :findingId, :actionId, :by) on conflict do nothing`,
    { partnershipId, findingId, actionId, by },
  )
  return made === 1
}

/** @returns whether there was such a link */
export async function unlinkAction(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { findingId, actionId }: { findingId: Id<'finding'>; actionId: Id<'action'> },
): Promise<boolean> {
  return (
    (await changed(trx, `delete from finding_actions where partnership_id = ? and finding_id = ? and action_id = ?`, [
      partnershipId,
      findingId,
      actionId,
    ])) === 1
  )
}

/** The findings that an action is about. */
export async function findingsOfAction(
  db: Db,
  partnershipId: Id<'partnership'>,
  actionId: Id<'action'>,
): Promise<{ id: Id<'finding'>; roundId: Id<'round'>; statement: string }[]> {
  return rows<{ id: Id<'finding'>; roundId: Id<'round'>; statement: string }>(
    db,
    `select f.id, f.round_id as "roundId", f.statement from finding_actions l
     join findings f on f.id = l.finding_id and f.partnership_id = l.partnership_id
     where l.partnership_id = ? and l.action_id = ? order by f.id`,
    [partnershipId, actionId],
  )
}
