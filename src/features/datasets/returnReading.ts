import type { Db } from '../../platform/db.ts'
import type { DataSet, Piece, Reading } from '../../platform/tabular/dataSet.ts'
import type { Catalogue, UsedVersion } from './catalogue.ts'
import { isChosen } from './choice.ts'
import { returnReader, returnSets, type ReturnRows } from './readReturn.ts'
import type { Tally } from './reconcile.ts'
import { returnsOfRound } from './returnsStore.ts'
import type { Scope } from './scope.ts'
import type { Shape } from './shape.ts'

type Work = {
  trx: Db
  scope: Scope
  shape: Shape
  versions: readonly UsedVersion[]
  known: Catalogue
  /** Grows as the returns are read. */
  tally: Tally
  /** How many returns there are, for the progress. */
  total: number
  onProgress?: ((done: number, total: number) => Promise<void> | void) | undefined
}

/** The data sets that are made of returns and their responses: every response is read once, and not at all where none of them is chosen. */
export function returnReading(work: Work): Reading[] {
  const { known, versions, shape } = work
  const sets = returnSets(known, shape)
  const isWanted = ({ name }: DataSet) => isChosen(shape.choice, name)
  const [first, ...others] = [sets.responses, sets.establishments, sets.wide.set, sets.tables, sets.actions].filter(isWanted)
  if (!first) return []
  const read = returnReader(versions, sets, shape.choice)
  const piecesOf = (rows: ReturnRows): Piece[] =>
    [
      { set: sets.establishments, rows: rows.establishment ? [rows.establishment] : [] },
      { set: sets.wide.set, rows: rows.wide ? [rows.wide] : [] },
      { set: sets.tables, rows: rows.tables },
      { set: sets.actions, rows: rows.actions },
      { set: sets.responses, rows: rows.responses },
    ].filter(({ rows: made }) => made.length > 0)
  return [{ sets: [first, ...others], batches: returnByReturn(work, read, piecesOf) }]
}

async function* returnByReturn(
  { trx, scope, shape, tally, total, onProgress }: Work,
  read: ReturnType<typeof returnReader>,
  piecesOf: (rows: ReturnRows) => Piece[],
): AsyncGenerator<Piece[]> {
  let done = 0
  for await (const batch of returnsOfRound(trx, scope, shape.veil)) {
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
