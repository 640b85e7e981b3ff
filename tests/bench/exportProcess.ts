import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { COLLECTS_SOONER } from '../../src/platform/process/supervise.ts'

/** What a process says of its work. */
export type Work = { seconds: number; peakMb: number; longestPauseMs?: number; rows?: number; cells?: number; bytes?: number }

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
