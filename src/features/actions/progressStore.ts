import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ActionState } from './action.ts'

/** What somebody said of an action on a day, and its state after it. */
export type Progress = {
  id: Id<'actionProgress'>
  actionId: Id<'action'>
  at: Date
  note: string
  stateAfter: ActionState
  byName: string
  /** Whether it came by the link of a lead, and by which. */
  byLead: boolean
  linkId: Id<'actionLink'> | null
}

/** What was said of these actions, newest first. */
export async function progressOf(db: Db, partnershipId: Id<'partnership'>, actionIds: readonly Id<'action'>[]): Promise<Progress[]> {
  return rows<Progress>(
    db,
    `select id, action_id as "actionId", at, note, state_after as "stateAfter", by_name as "byName", by_lead as "byLead", link_id as "linkId"
     from action_progress where partnership_id = :partnershipId and action_id = any(:ids::bigint[]) order by id desc`,
    { partnershipId, ids: [...actionIds] },
  )
}

/** How often somebody has said how far an action is: whoever says it next has seen so much. */
export async function timesToldOf(db: Db, partnershipId: Id<'partnership'>, actionId: Id<'action'>): Promise<number> {
  const told = await row<{ times: number }>(
    db,
    `select count(*)::integer as times from action_progress where partnership_id = ? and action_id = ?`,
    [partnershipId, actionId],
  )
  return told?.times ?? 0
}

/** @param progress.at the day that it tells of, where it is not now: the demonstration, an import */
export type NewProgress = Omit<Progress, 'id' | 'at' | 'linkId'> & { at?: Date; linkId?: Id<'actionLink'> | null }

/** Adds what was said, in one statement. */
export async function insertProgress(trx: Db, partnershipId: Id<'partnership'>, progress: readonly NewProgress[]): Promise<void> {
  await changed(
    trx,
    `insert into action_progress (partnership_id, action_id, at, note, state_after, by_name, by_lead, link_id)
     select :partnershipId, p."actionId", coalesce(p.at, now()), p.note, p."stateAfter", p."byName", p."byLead", p."linkId"
     from jsonb_to_recordset(:progress::jsonb) as p ("actionId" bigint, at timestamptz, note text, "stateAfter" text, "byName" text, "byLead" boolean, "linkId" bigint)`,
    { partnershipId, progress: JSON.stringify(progress) },
  )
}
