import { spawnSync } from 'node:child_process'
import path from 'node:path'

const knip = path.resolve(import.meta.dirname, '../../node_modules/knip/bin/knip.js')

type Issue = { file: string } & Partial<Record<(typeof PARTS)[number], { name: string; line?: number }[]>>
const PARTS = ['files', 'exports', 'dependencies', 'unlisted', 'unresolved'] as const

/**
 * What only tests use. What a feature hands out by its index may be used by tests alone, so that they need not know its files: that
 * something of the program uses it is asked where it is declared.
 */
export function usedByTestsOnly(folder: string): { ok: boolean; says: string } {
  const ended = spawnSync(process.execPath, [knip, '--production', '--reporter', 'json'], { cwd: folder, encoding: 'utf8' })
  if (!ended.stdout.startsWith('{')) return { ok: false, says: ended.stderr || ended.stdout }
  const { issues } = JSON.parse(ended.stdout) as { issues: Issue[] }
  const faults = issues
    .filter(({ file }) => !/^src\/features\/[^/]+\/index\.ts$/.test(file))
    .flatMap(issue => PARTS.flatMap(part => (issue[part] ?? []).map(({ name }) => `${issue.file}: ${name} (${part})`)))
  return { ok: faults.length === 0, says: faults.join('\n') }
}
