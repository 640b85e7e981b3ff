import { row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { PlanDocument } from './document.ts'

/** A version of a plan that was approved. It never changes. */
export type PlanVersion = {
  id: Id<'planVersion'>
  planId: Id<'plan'>
  label: string
  dated: string
  note: string
  approvedBy: string
  approvedAt: Date
}

const COLUMNS = `id, plan_id as "planId", label, dated, note, approved_by as "approvedBy", approved_at as "approvedAt"`

/** The approved versions of a plan, newest first. */
export async function versionsOf(db: Db, partnershipId: Id<'partnership'>, planId: Id<'plan'>): Promise<PlanVersion[]> {
  return rows<PlanVersion>(db, `select ${COLUMNS} from plan_versions where partnership_id = ? and plan_id = ? order by id desc`, [
    partnershipId,
    planId,
  ])
}

/** A version with all that the plan said then. */
export async function findVersion(
  db: Db,
  partnershipId: Id<'partnership'>,
  planId: Id<'plan'>,
  id: Id<'planVersion'>,
): Promise<(PlanVersion & { content: PlanDocument }) | undefined> {
  return row<PlanVersion & { content: PlanDocument }>(
    db,
    `select ${COLUMNS}, content from plan_versions where partnership_id = ? and plan_id = ? and id = ?`,
    [partnershipId, planId, id],
  )
}

export async function insertVersion(
  trx: Db,
  partnershipId: Id<'partnership'>,
  version: { planId: Id<'plan'>; label: string; dated: string; note: string; content: PlanDocument; by: string },
): Promise<Id<'planVersion'>> {
  const made = await row<{ id: Id<'planVersion'> }>(
    trx,
    `insert into plan_versions (partnership_id, plan_id, label, dated, note, content, approved_by)
     values (:partnershipId, :planId, :label, :dated, :note, :content, :by) returning id`,
    { partnershipId, ...version, content: JSON.stringify(version.content) },
  )
  return stored(made, 'the version').id
}
