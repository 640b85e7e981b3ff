import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { COLLECTS_SOONER } from '../../src/platform/process/supervise.ts'

/** What a process says of its work. */
export type Work = {
  seconds: number
  /** Of this process alone: what the database spent is not in it. On a machine that others use it wavers less than the seconds do. */
  cpuSeconds: number
  peakMb: number
  longestPauseMs?: number
  /** The first export of the process, of one return; and the second of it. */
  firstSeconds?: number
  fixedSeconds?: number
  rows?: number
  cells?: number
  bytes?: number
}

/** From so many returns on a ratio tells of the work: in a smaller export most of the time is what every export takes, which the reference has not. */
const TELLS = 1_000

/** What is wanted of an export of this size. */
export const goalOf = (returns: number, ratio: number): string =>
  returns < TELLS ? 'fixedSeconds < 1, peakMb < 400' : `ratio <= ${ratio}, peakMb < 400`

/** What both benchmarks tell of our work and of the reference. */
export const figuresOf = (ours: Work, bare: Work) => ({
  cpuSeconds: rounded(ours.cpuSeconds),
  referenceCpuSeconds: rounded(bare.cpuSeconds),
  firstSeconds: rounded(ours.firstSeconds ?? 0),
  fixedSeconds: rounded(ours.fixedSeconds ?? 0),
  peakMb: Math.round(ours.peakMb),
  longestPauseMs: Math.round(ours.longestPauseMs ?? 0),
})

export const rounded = (seconds: number): number => Number(seconds.toFixed(2))

/** How much work a process has done since it began. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** In a process of its own, so that the memory it took is its own. */
export async function inProcess(what: 'workbook' | 'csv' | 'reference' | 'copy', task: Record<string, unknown>): Promise<Work> {
  const script = fileURLToPath(new URL(what === 'copy' ? './copyWork.ts' : './exportWork.ts', import.meta.url))
  const child = spawn(process.execPath, [...COLLECTS_SOONER, script, what, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  if (code !== 0) throw new Error(`${what} ended with ${String(code)}`)
  return JSON.parse(said) as Work
}
