import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench, BenchLine, BenchWorld } from './bench.ts'
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
  const ours = await inProcess('export', { connection, partnershipId, roundId, file, folder })
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

/** What a process says of its work. */
export type Work = { seconds: number; peakMb: number; longestPauseMs?: number; rows?: number; cells?: number }

/** In a process of its own, so that the memory it took is its own. */
async function inProcess(what: 'export' | 'reference', task: Record<string, unknown>): Promise<Work> {
  const script = fileURLToPath(new URL('./exportWorkbookWork.ts', import.meta.url))
  const child = spawn(process.execPath, [script, what, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  if (code !== 0) throw new Error(`${what} ended with ${String(code)}`)
  return JSON.parse(said) as Work
}
