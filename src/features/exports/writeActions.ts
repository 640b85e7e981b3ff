import { readyComments } from '../coding/index.ts'
import { currentFindings } from '../findings/index.ts'
import type { Writable } from 'node:stream'
import { inSnapshot, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Reading } from '../../platform/tabular/dataSet.ts'
import { pour, type Sink, type WrittenSet } from '../../platform/tabular/sink.ts'
import { inEveryRow, readBefore, roundData, type Choice, type RoundData } from '../datasets/index.ts'
import type { Round } from '../rounds/index.ts'
import { aboutPage } from './about.ts'
import { choosable } from './choosableReading.ts'
import type { Choosable } from './choosing.ts'
import type { Format } from './format.ts'

export type RoundExport = {
  partnership: { id: Id<'partnership'>; name: string }
  round: Round
  choice: Choice
  /** A folder in which rows may wait. */
  folder: string
  /** Told after each batch of returns. */
  onProgress?: (done: number, total: number) => Promise<void> | void
}

/** The rows of each data set that was written. */
export type ExportSummary = { sheets: { name: string; rows: number }[] }

/**
 * Writes what is chosen of a round into one file. Everything is read in one snapshot, each response once, at the pace of the file.
 * What is written depends on the data and the choice alone: neither on who asks nor on when.
 *
 * @throws DataDoNotAddUp, StatementDoesNotAddUp: nothing of what was written may then be used
 */
export async function writeRound(db: Db, format: Format, request: RoundExport, to: Writable): Promise<ExportSummary> {
  const { round, partnership, choice, folder, onProgress } = request
  // Findings and themes say in the file what their pages say: counting them is written down, so it comes before the snapshot.
  await currentFindings(db, { partnershipId: partnership.id, roundId: round.id })
  await readyComments(db, { partnershipId: partnership.id, roundId: round.id })
  return inSnapshot(db, async trx => {
    const data = await roundData(trx, { partnershipId: partnership.id, round, choice, onProgress })
    const known = await choosable(trx, partnership.id, round.id)
    const facts = { title: `${round.name}: ${partnership.name}`, created: data.changedAt, folder, everyRow: inEveryRow(round.code) }
    const sink = await format.open(to, facts)
    try {
      return await writeAll(sink, data, { ...request, format, known })
    } finally {
      await sink.close()
    }
  })
}

async function writeAll(sink: Sink, data: RoundData, request: RoundExport & { format: Format; known: Choosable }): Promise<ExportSummary> {
  const { partnership, round, choice, format, known } = request
  const written: WrittenSet[] = []
  const put = async (readings: readonly Reading[]) => {
    for (const reading of readings) written.push(...(await pour(reading, sink)))
  }
  await put(data.readings)
  const checks = data.reconcile(Object.fromEntries(written.map(({ set, rows }) => [set.name, rows])))
  await put(data.explanations(sink.own))
  written.push(...(await sink.writeOwn()))
  const sets = written.sort((one, other) => readBefore(one.set, other.set))
  const { versions, changedAt } = data
  await sink.finish(
    aboutPage({ partnership: partnership.name, round, changedAt, choice, known, format, sets, checks, versions }),
    sets.flatMap(({ parts }) => parts),
  )
  return { sheets: sets.map(({ set, rows }) => ({ name: set.title, rows })) }
}
