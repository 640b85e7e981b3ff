import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { KEPT_DAYS } from './keptFor.ts'
import type { SeenSheet } from '../../platform/spreadsheets/reading/readWorkbook.ts'

/** What a workbook is for: a plan (none where it becomes one of its own), the themes of a round, or the ratings of an exercise. */
export type ImportFor =
  | { kind: 'plan'; planId: Id<'plan'> | null; roundId: null; exerciseId: null }
  | { kind: 'said_did'; planId: null; roundId: Id<'round'>; exerciseId: null }
  | { kind: 'ratings'; planId: null; roundId: null; exerciseId: Id<'exercise'> }

/** A workbook that someone sent, as it was read. Of one that was imported, or lay too long, there are no sheets any more. */
export type SheetImport = ImportFor & {
  id: Id<'sheetImport'>
  fileName: string
  sheets: SeenSheet[]
  madeBy: string
  appliedAt: Date | null
}

/** Which action came of which one that a workbook names. */
export type MadeAction = { from: Id<'action'>; to: Id<'action'> }

/** Keeps a workbook for its preview. @returns its id */
export async function insertImport(
  trx: Db,
  partnershipId: Id<'partnership'>,
  given: ImportFor & { fileName: string; sheets: readonly SeenSheet[]; by: string },
): Promise<Id<'sheetImport'>> {
  const made = await row<{ id: Id<'sheetImport'> }>(
    trx,
    `insert into sheet_imports (partnership_id, kind, plan_id, round_id, exercise_id, file_name, sheets, made_by)
     values (:partnershipId, :kind, :planId, :roundId, :exerciseId, :fileName, :sheets, :by) returning id`,
    { partnershipId, ...given, sheets: JSON.stringify(given.sheets) },
  )
  return stored(made, 'the workbook').id
}

/** The workbook of an address. */
export const findImport = (db: Db, partnershipId: Id<'partnership'>, id: Id<'sheetImport'>): Promise<SheetImport | undefined> =>
  row<SheetImport>(
    db,
    `select id, kind, plan_id as "planId", round_id as "roundId", exercise_id as "exerciseId", file_name as "fileName", sheets,
       made_by as "madeBy", applied_at as "appliedAt"
     from sheet_imports where partnership_id = ? and id = ?`,
    [partnershipId, id],
  )

/**
 * Notes that a workbook was imported, and forgets its cells: what they changed is where it belongs.
 *
 * @param done.planId into which plan, where it was for one
 * @param done.origin whose references it has
 * @returns false when it was already
 */
export async function markApplied(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'sheetImport'>,
  { planId = null, origin = '', made = [] }: { planId?: Id<'plan'> | null; origin?: string; made?: readonly MadeAction[] },
): Promise<boolean> {
  const done = await changed(
    trx,
    `update sheet_imports set applied_at = now(), sheets = '[]', plan_id = :planId, origin = :origin, made = :made
     where partnership_id = :partnershipId and id = :id and applied_at is null`,
    { planId, origin, made: JSON.stringify(made), partnershipId, id },
  )
  return done === 1
}

/** Which actions earlier imports made of those of a partnership elsewhere: the latest of each. */
export async function madeFrom(db: Db, partnershipId: Id<'partnership'>, origin: string): Promise<Map<Id<'action'>, Id<'action'>>> {
  if (origin === '') return new Map()
  const found = await rows<{ made: MadeAction[] }>(
    db,
    `select made from sheet_imports where partnership_id = ? and origin = ? and applied_at is not null order by applied_at, id`,
    [partnershipId, origin],
  )
  return new Map(found.flatMap(({ made }) => made).map(({ from, to }) => [from, to]))
}

/** Lets a plan go of which workbooks were sent: those that nobody imported are forgotten, the others keep what they made. */
export async function forgetPlan(trx: Db, partnershipId: Id<'partnership'>, planId: Id<'plan'>): Promise<void> {
  await changed(trx, `delete from sheet_imports where partnership_id = ? and plan_id = ? and applied_at is null`, [partnershipId, planId])
  await changed(trx, `update sheet_imports set plan_id = null where partnership_id = ? and plan_id = ?`, [partnershipId, planId])
}

/** Forgets the cells of every workbook that was imported, or that nobody imported in time. @returns of how many */
export const forgetCells = (db: Db): Promise<number> =>
  changed(
    db,
    `update sheet_imports set sheets = '[]'
     where sheets <> '[]' and (applied_at is not null or made_at <= now() - interval '${KEPT_DAYS} days')`,
  )

/** When a partnership began here, which no other one shares with its code: by it its own workbooks are known. */
export const beginningOf = (
  db: Db,
  partnershipId: Id<'partnership'>,
): Promise<{ code: string; name: string; createdAt: Date } | undefined> =>
  row(db, `select code, name, created_at as "createdAt" from partnerships where id = ?`, [partnershipId])
