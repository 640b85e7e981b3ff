import { stat } from 'node:fs/promises'
import path from 'node:path'
import { onlyReturns, type Bench, type BenchLine, type BenchWorld } from './bench.ts'
import { figuresOf, goalOf, inProcess, rounded } from './exportProcess.ts'
import { seedRound } from './exportSeed.ts'

/**
 * The whole workbook of a round of set A, about 140 questions a return, by the program in a process of its own; the reference
 * writes the cells of the same sheets as XML straight into a zip at the same level, from values that it holds in memory.
 *
 * Before it a round of one return is exported twice: `firstSeconds` is what the first workbook of a process takes, with all that has to be
 * loaded, and `fixedSeconds` what every further one takes, however small. The reference has neither, so the ratio of a small round says
 * nothing of the work and has no goal.
 *
 * In full it is done for the largest partnership and for the national size, 4 million responses; `--returns=30000` does one of them.
 */
export const exportWorkbook: Bench = async world => {
  const only = onlyReturns()
  const lines: BenchLine[] = []
  for (const returns of only !== null ? [only] : world.size === 'small' ? [60] : [3_000, 30_000]) lines.push(await exportOf(world, returns))
  return lines
}

async function exportOf({ db, connection, folder }: BenchWorld, returns: number): Promise<BenchLine> {
  const tiny = await seedRound(db, 1)
  const { partnershipId, roundId } = await seedRound(db, returns)
  const file = path.join(folder, 'round.xlsx')
  const ours = await inProcess('workbook', { connection, partnershipId, roundId, file, folder, tiny })
  const bare = await inProcess('reference', { file, target: path.join(folder, 'bare.zip') })
  const { size: bytes } = await stat(file)
  return {
    name: 'export-workbook',
    value: rounded(ours.seconds),
    unit: 's',
    reference: rounded(bare.seconds),
    ratio: Number((ours.seconds / bare.seconds).toFixed(2)),
    n: 1,
    detail: {
      returns,
      rows: bare.rows,
      cells: bare.cells,
      megabytes: Math.round(bytes / 1e6),
      referencePeakMb: Math.round(bare.peakMb),
      ...figuresOf(ours, bare),
      goal: goalOf(returns, 2.5),
    },
  }
}
