import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { fileURLToPath } from 'node:url'
import { replaced, rowsIn, tableOf, type Row } from './table.ts'

const DOCUMENT = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))

/** What the figures were measured on: nothing that names the machine, its user or a folder. */
export const machineWords = (postgres: string): string =>
  `Measured on ${os.availableParallelism()} cores (${os.cpus()[0]?.model.trim() ?? 'unknown'}) with ${Math.round(os.totalmem() / 1024 ** 3)} GB of memory, ${os.type()}, Node ${process.versions.node}, PostgreSQL ${postgres}.`

/** "2026-11-29, 1a2b3c4", with "+" where the tree held changes that are not in the commit. */
export function measuredWords(now: Date): string {
  const git = (...args: string[]): string => {
    try {
      return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    } catch {
      return ''
    }
  }
  const commit = git('rev-parse', '--short=7', 'HEAD')
  const changed = git('status', '--porcelain', '--untracked-files=no') !== ''
  const day = now.toISOString().slice(0, 10)
  return commit === '' ? day : `${day}, ${commit}${changed ? '+' : ''}`
}

const INTRODUCTION = `# How fast it is

Written by \`npm run bench -- --full --write\` (or with names of benches, which replaces the lines of those alone). A ratio is against the reference of the same run: on another machine the values differ, the ratios hardly. What each bench does, and against what, stands at the head of its file in \`tests/bench/\`. "met" says whether a goal holds as far as the program can tell.
`

/** Puts the rows into the document, see `replaced`. Where the machine is another than that of before, nothing of before stays. */
export function writePerformance(rows: readonly Row[], machine: string, order: readonly string[], returns: number | null): void {
  const before = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : ''
  const kept = before.includes(machine) ? rowsIn(before) : []
  writeFileSync(DOCUMENT, `${INTRODUCTION}\n${machine}\n\n${tableOf(replaced(kept, rows, order, returns))}\n`)
}
