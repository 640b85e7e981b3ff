import type { Db } from '../../platform/db.ts'
import type { Piece, Reading } from '../../platform/tabular/dataSet.ts'
import type { Catalogue, UsedVersion } from './catalogue.ts'
import { returnReader, type ReturnRows } from './readReturn.ts'
import type { Tally } from './reconcile.ts'
import { returnsOfRound } from './returnsStore.ts'
import type { Scope } from './scope.ts'
import { actionsSet } from './sets/actions.ts'
import { establishmentsSet } from './sets/establishments.ts'
import { responsesSet } from './sets/responses.ts'
import { tablesSet } from './sets/tables.ts'
import { wideSet } from './sets/wide.ts'

type Work = {
  trx: Db
  scope: Scope
  versions: readonly UsedVersion[]
  known: Catalogue
  /** Grows as the returns are read. */
  tally: Tally
  /** How many returns there are, for the progress. */
  total: number
  onProgress?: ((done: number, total: number) => Promise<void> | void) | undefined
}

/** The data sets that are made of returns and their responses: every response is read once. */
export function returnReading(work: Work): Reading {
  const { known, versions } = work
  const sets = { establishments: establishmentsSet(known), wide: wideSet(known), tables: tablesSet(known) }
  const read = returnReader(versions, known, sets)
  return {
    sets: [responsesSet, sets.establishments, sets.wide, sets.tables, actionsSet],
    batches: returnByReturn(work, read, rows => [
      { set: sets.establishments, rows: [rows.establishment] },
      { set: sets.wide, rows: rows.wide ? [rows.wide] : [] },
      { set: sets.tables, rows: rows.tables },
      { set: actionsSet, rows: rows.actions },
      { set: responsesSet, rows: rows.responses },
    ]),
  }
}

async function* returnByReturn(
  { trx, scope, tally, total, onProgress }: Work,
  read: ReturnType<typeof returnReader>,
  piecesOf: (rows: ReturnRows) => Piece[],
): AsyncGenerator<Piece[]> {
  let done = 0
  for await (const batch of returnsOfRound(trx, scope)) {
    for (const source of batch) {
      const rows = read(source)
      if (source.disposition) tally.dispositions[source.disposition] = (tally.dispositions[source.disposition] ?? 0) + 1
      for (const key of Object.keys(rows.tally) as (keyof ReturnRows['tally'])[]) tally[key] += rows.tally[key]
      yield piecesOf(rows)
    }
    done += batch.length
    await onProgress?.(done, total)
  }
}
