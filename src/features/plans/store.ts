import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Plan, PlanKind, PlanText } from './plan.ts'

const COLUMNS = `id, title, also_called as "alsoCalled", period, authorities, owner, aligned_with as "alignedWith",
  linked_plan_id as "linkedPlanId", kind, label, dated, changed_by as "changedBy", version`

export async function plansOf(db: Db, partnershipId: Id<'partnership'>): Promise<Plan[]> {
  return rows<Plan>(db, `select ${COLUMNS} from plans where partnership_id = ? order by id desc`, [partnershipId])
}

export async function findPlan(db: Db, partnershipId: Id<'partnership'>, id: Id<'plan'>): Promise<Plan | undefined> {
  return row<Plan>(db, `select ${COLUMNS} from plans where partnership_id = ? and id = ?`, [partnershipId, id])
}

/** Holds a plan against change until the transaction ends: its tree is changed by one at a time. */
export async function lockPlan(trx: Db, partnershipId: Id<'partnership'>, id: Id<'plan'>): Promise<Plan | undefined> {
  return row<Plan>(trx, `select ${COLUMNS} from plans where partnership_id = ? and id = ? for update`, [partnershipId, id])
}

export async function insertPlan(
  trx: Db,
  partnershipId: Id<'partnership'>,
  plan: PlanText & { kind: PlanKind; linkedPlanId: Id<'plan'> | null; by: string },
): Promise<Id<'plan'>> {
  const made = await row<{ id: Id<'plan'> }>(
    trx,
    `insert into plans (partnership_id, title, also_called, period, authorities, owner, aligned_with, linked_plan_id, kind, label, dated,
       created_by, changed_by)
     values (:partnershipId, :title, :alsoCalled, :period, :authorities, :owner, :alignedWith, :linkedPlanId, :kind, :label, :dated, :by, :by)
     returning id`,
    { partnershipId, ...plan },
  )
  return stored(made, 'the plan').id
}

/** The plans that are linked with one. */
export async function plansLinkedWith(db: Db, partnershipId: Id<'partnership'>, id: Id<'plan'>): Promise<Plan[]> {
  return rows<Plan>(db, `select ${COLUMNS} from plans where partnership_id = ? and linked_plan_id = ? order by id`, [partnershipId, id])
}

/** Removes a plan with its parts, places and measures; the actions stay, and plans that were linked with it are linked with none. */
export async function removePlan(trx: Db, partnershipId: Id<'partnership'>, id: Id<'plan'>, by: string): Promise<void> {
  await changed(
    trx,
    `update plans set linked_plan_id = null, changed_by = :by, version = version + 1
     where partnership_id = :partnershipId and linked_plan_id = :id`,
    { partnershipId, id, by },
  )
  await changed(trx, `delete from plans where partnership_id = ? and id = ?`, [partnershipId, id])
}

export async function updatePlan(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'plan'>,
  plan: PlanText & { linkedPlanId: Id<'plan'> | null; by: string },
): Promise<void> {
  await changed(
    trx,
    `update plans set title = :title, also_called = :alsoCalled, period = :period, authorities = :authorities, owner = :owner,
       aligned_with = :alignedWith, linked_plan_id = :linkedPlanId, label = :label, dated = :dated, changed_by = :by, version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, ...plan },
  )
}
