import type { Writable } from 'node:stream'
import { inSnapshot, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Reading } from '../../platform/tabular/dataSet.ts'
import { pour, type Sink, type WrittenSet } from '../../platform/tabular/sink.ts'
import { readBefore, roundData } from '../datasets/index.ts'
import type { Round } from '../rounds/index.ts'
import { aboutPage } from './about.ts'
import type { Format } from './format.ts'

export type RoundExport = {
  partnership: { id: Id<'partnership'>; name: string }
  round: Round
  by: string
  now: Date
  /** A folder in which rows may wait. */
  folder: string
  /** Told after each batch of returns. */
  onProgress?: (done: number, total: number) => Promise<void> | void
}

/** The rows of each data set that was written. */
export type ExportSummary = { sheets: { name: string; rows: number }[] }

/**
 * Writes the whole of a round into one file. Everything is read in one snapshot, each response once, at the pace of the file.
 *
 * @throws DataDoNotAddUp, StatementDoesNotAddUp: nothing of what was written may then be used
 */
export function writeRound(db: Db, format: Format, request: RoundExport, to: Writable): Promise<ExportSummary> {
  const { round, partnership, now: created, folder } = request
  return inSnapshot(db, async trx => {
    const sink = await format.open(to, { title: `${round.name}: ${partnership.name}`, created, folder })
    try {
      return await writeAll(trx, request, sink)
    } finally {
      await sink.close()
    }
  })
}

async function writeAll(trx: Db, request: RoundExport, sink: Sink): Promise<ExportSummary> {
  const { partnership, round, by: exportedBy, now: exportedAt, onProgress } = request
  const data = await roundData(trx, { partnershipId: partnership.id, round, onProgress })
  const written: WrittenSet[] = []
  const put = async (readings: readonly Reading[]) => {
    for (const reading of readings) written.push(...(await pour(reading, sink)))
  }
  await put(data.readings)
  const checks = data.reconcile(Object.fromEntries(written.map(({ set, rows }) => [set.name, rows])))
  await put(data.explanations(sink.own))
  written.push(...(await sink.writeOwn()))
  const sets = written.sort((one, other) => readBefore(one.set, other.set))
  const about = { partnership: partnership.name, round, exportedAt, exportedBy, sets, checks, versions: data.versions }
  await sink.finish(
    aboutPage(about),
    sets.flatMap(({ parts }) => parts),
  )
  return { sheets: sets.map(({ set, rows }) => ({ name: set.title, rows })) }
}
