import type { Db } from '../../platform/db.ts'
import type { LaterSheet, SheetRow, WrittenSheet } from '../../platform/spreadsheets/sheet.ts'
import type { WorkbookWriter } from '../../platform/spreadsheets/writeWorkbook.ts'
import type { Catalogue, UsedVersion } from './catalogue.ts'
import { returnReader, type ReturnRows } from './readReturn.ts'
import type { Tally } from './reconcile.ts'
import { returnsOfRound } from './returnsStore.ts'
import type { Scope } from './scope.ts'
import type { SheetShape } from './sheet.ts'
import { actionsSheet } from './sheets/actions.ts'
import { sheetOfEstablishments } from './sheets/establishments.ts'
import { responsesSheet } from './sheets/responses.ts'
import { tablesSheet } from './sheets/tables.ts'
import { WIDE, wideShape } from './sheets/wide.ts'

type Work = {
  trx: Db
  scope: Scope
  book: WorkbookWriter
  versions: readonly UsedVersion[]
  known: Catalogue
  tally: Tally
  /** How many returns there are, for the progress. */
  total: number
  onProgress?: ((done: number, total: number) => Promise<void> | void) | undefined
}
type Later = Record<'establishments' | 'wide' | 'tables' | 'actions', LaterSheet>

/**
 * The sheets that are made of returns and their responses. Every response is read once: while the long sheet is written, the rows
 * of the others wait on disk.
 */
export async function writeReturnSheets(work: Work, list: (shape: SheetShape, written: WrittenSheet) => void): Promise<void> {
  const { book, known, versions } = work
  const varying = { establishments: sheetOfEstablishments(known), tables: tablesSheet(known) }
  const shapes = { ...varying, wide: { ...wideShape(known.columns), frozenColumns: WIDE.frozenColumns }, actions: actionsSheet }
  const later: Later = {
    establishments: await book.later(shapes.establishments),
    wide: await book.later(shapes.wide),
    tables: await book.later(shapes.tables),
    actions: await book.later(shapes.actions),
  }
  const read = returnReader(versions, known, varying)
  list(responsesSheet, await book.sheet(responsesSheet, responseRows(work, later, read)))
  for (const name of ['establishments', 'wide', 'tables', 'actions'] as const) list(shapes[name], await later[name].write())
}

/** The rows of the long sheet, return by return. */
async function* responseRows(work: Work, later: Later, read: ReturnType<typeof returnReader>): AsyncGenerator<SheetRow[]> {
  const { trx, scope, tally, total, onProgress } = work
  let done = 0
  for await (const batch of returnsOfRound(trx, scope)) {
    for (const source of batch) {
      const rows = read(source)
      if (source.disposition) tally.dispositions[source.disposition] = (tally.dispositions[source.disposition] ?? 0) + 1
      for (const key of Object.keys(rows.tally) as (keyof ReturnRows['tally'])[]) tally[key] += rows.tally[key]
      await later.establishments.add(rows.establishment)
      if (rows.wide) await later.wide.add(rows.wide)
      for (const row of rows.tables) await later.tables.add(row)
      for (const row of rows.actions) await later.actions.add(row)
      yield rows.responses
    }
    done += batch.length
    await onProgress?.(done, total)
  }
}
