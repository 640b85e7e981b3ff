import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { SeenSheet } from '../../platform/spreadsheets/reading/readWorkbook.ts'
import type { PartnershipActor } from '../history/index.ts'
import type { Keeper } from './about.ts'
import { markOf } from './changes.ts'
import type { Refusal } from '../../platform/http/refusal.ts'
import { refuse } from './refusals.ts'
import { beginningOf, insertImport, type ImportFor, type SheetImport } from './store.ts'

/** Keeps a workbook as it was read, for its preview. Nothing else is changed by it. @returns its id */
export const keepImport = (
  db: Db,
  actor: PartnershipActor,
  given: ImportFor & { fileName: string; sheets: readonly SeenSheet[] },
): Promise<Id<'sheetImport'>> => inTransaction(db, trx => insertImport(trx, actor.partnershipId, { ...given, by: actor.name }))

/**
 * A workbook of which the cells are still there.
 *
 * @param otherwise.imported what is said of one that was imported
 * @param otherwise.uploadHref where one that lay too long can be sent again
 * @throws Refusal
 */
export function withCells(found: SheetImport, { imported, uploadHref }: { imported: Refusal; uploadHref: string }): SheetImport {
  if (found.appliedAt !== null) throw imported
  if (found.sheets.length === 0) throw refuse.keptNoLonger(uploadHref)
  return found
}

/** Whose the workbooks of a partnership are. Two installations may know partnerships of one number and code: when each began tells them apart. */
export async function keeperOf(db: Db, partnershipId: Id<'partnership'>): Promise<Keeper> {
  const begun = await beginningOf(db, partnershipId)
  const mark = markOf([partnershipId, begun?.code, begun?.createdAt])
  return { words: `${begun?.name ?? ''} (${mark})`, mark }
}
