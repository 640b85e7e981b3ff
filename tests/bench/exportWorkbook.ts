import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Bench, BenchLine, BenchWorld } from './bench.ts'
import { inProcess } from './exportProcess.ts'
import { seedRound } from './exportSeed.ts'

/**
 * The whole workbook of a round of set A, about 140 questions a return, by the program in a process of its own; the reference
 * writes the cells of the same sheets as XML straight into a zip at the same level, from values that it holds in memory.
 *
 * In full it is done for the largest partnership and for the national size, 4 million responses; `--returns=30000` does one of them.
 */
export const exportWorkbook: Bench = async world => {
  const asked = process.argv.find(argument => argument.startsWith('--returns='))?.slice('--returns='.length)
  const lines: BenchLine[] = []
  for (const returns of asked ? [Number(asked)] : world.size === 'small' ? [60] : [3_000, 30_000])
    lines.push(await exportOf(world, returns))
  return lines
}

async function exportOf({ db, connection, folder }: BenchWorld, returns: number): Promise<BenchLine> {
  const { partnershipId, roundId } = await seedRound(db, returns)
  const file = path.join(folder, 'round.xlsx')
  const ours = await inProcess('workbook', { connection, partnershipId, roundId, file, folder })
  const bare = await inProcess('reference', { file, target: path.join(folder, 'bare.zip') })
  const { size: bytes } = await stat(file)
  return {
    name: 'export-workbook',
    value: round(ours.seconds),
    unit: 's',
    reference: round(bare.seconds),
    ratio: Number((ours.seconds / bare.seconds).toFixed(2)),
    n: 1,
    detail: {
      returns,
      rows: bare.rows,
      cells: bare.cells,
      megabytes: Math.round(bytes / 1e6),
      peakMb: Math.round(ours.peakMb),
      referencePeakMb: Math.round(bare.peakMb),
      longestPauseMs: Math.round(ours.longestPauseMs ?? 0),
      goal: 'ratio <= 2.5, peakMb < 400',
    },
  }
}

const round = (seconds: number): number => Number(seconds.toFixed(2))
