import { changed, row, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { SeenSheet } from '../../platform/spreadsheets/reading/readWorkbook.ts'

/** A workbook that somebody sent, as it was read. */
export type PlanImport = {
  id: Id<'planImport'>
  /** The plan that it is for; none where it becomes one of its own. */
  planId: Id<'plan'> | null
  fileName: string
  sheets: SeenSheet[]
  madeBy: string
  appliedAt: Date | null
}

export async function insertImport(
  trx: Db,
  partnershipId: Id<'partnership'>,
  given: { planId: Id<'plan'> | null; fileName: string; sheets: readonly SeenSheet[]; by: string },
): Promise<Id<'planImport'>> {
  const made = await row<{ id: Id<'planImport'> }>(
    trx,
    `insert into plan_imports (partnership_id, plan_id, file_name, sheets, made_by)
     values (:partnershipId, :planId, :fileName, :sheets, :by) returning id`,
    { partnershipId, ...given, sheets: JSON.stringify(given.sheets) },
  )
  return stored(made, 'the workbook').id
}

export async function findImport(db: Db, partnershipId: Id<'partnership'>, id: Id<'planImport'>): Promise<PlanImport | undefined> {
  return row<PlanImport>(
    db,
    `select id, plan_id as "planId", file_name as "fileName", sheets, made_by as "madeBy", applied_at as "appliedAt"
     from plan_imports where partnership_id = ? and id = ?`,
    [partnershipId, id],
  )
}

/** Notes that a workbook was imported, into which plan. @returns false when it was already */
export async function markApplied(trx: Db, partnershipId: Id<'partnership'>, id: Id<'planImport'>, planId: Id<'plan'>): Promise<boolean> {
  const done = await changed(
    trx,
    `update plan_imports set applied_at = now(), plan_id = ? where partnership_id = ? and id = ? and applied_at is null`,
    [planId, partnershipId, id],
  )
  return done === 1
}
