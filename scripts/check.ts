import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { DRAWING, drawHouse } from './drawing/house.ts'
import { brokenRules } from './guards/boundaries.ts'
import { usedByTestsOnly } from './guards/deadCode.ts'
import { readSources } from './guards/sources.ts'

/** The fewest modules that the boundary check must have looked at: a parser that reads none finds no fault either. */
const LEAST_MODULES = 300

/** So many at a time: most use one processor. */
const AT_A_TIME = 2

type Found = { ok: boolean; says: string }
type Check = { name: string; run: () => Found | Promise<Found> }

type Ended = { status: number | string; stdout: string; stderr: string }

const nodeRuns = (file: string, ...args: string[]): Promise<Ended> =>
  new Promise(resolve =>
    execFile(process.execPath, [`node_modules/${file}`, ...args], { maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      resolve({ status: error ? (error.code ?? error.signal ?? error.message) : 0, stdout, stderr }),
    ),
  )

const tool =
  (name: string, file: string, ...args: string[]): Check['run'] =>
  async () => {
    const { status, stdout, stderr } = await nodeRuns(file, ...args)
    const ok = status === 0
    return { ok, says: ok ? '' : `${stdout}${stderr}`.trim() || `${name} ended with ${status}` }
  }

/** In this order: lint takes as long as all the others. */
const checks: Check[] = [
  {
    name: 'lint',
    run: tool('eslint', 'eslint/bin/eslint.js', '--cache', '--cache-location', 'var/.eslintcache', '--max-warnings', '0', '.'),
  },
  { name: 'types', run: tool('tsc', '@typescript/native/bin/tsc', '--noEmit') },
  { name: 'browser types', run: tool('tsc', '@typescript/native/bin/tsc', '--noEmit', '-p', 'src/platform/http/assets') },
  { name: 'format', run: tool('prettier', 'prettier/bin/prettier.cjs', '--cache', '--check', '.') },
  { name: 'boundaries', run: boundaries },
  { name: 'drawing', run: drawing },
  { name: 'dead code', run: tool('knip', 'knip/bin/knip.js') },
  { name: 'code for tests only', run: () => usedByTestsOnly('.') },
  // What tests alone keep alive: modules that nothing loads, and packages that would be installed for nothing.
  { name: 'dead code in production', run: tool('knip', 'knip/bin/knip.js', '--production', '--files', '--dependencies') },
  { name: 'lockfile', run: lockfile },
]

let failed = 0
const left = [...checks]
await Promise.all(Array.from({ length: AT_A_TIME }, runWhatIsLeft))
process.exitCode = failed === 0 ? 0 : 1

async function runWhatIsLeft(): Promise<void> {
  for (let check = left.shift(); check; check = left.shift()) {
    const started = Date.now()
    const { ok, says } = await check.run()
    if (!ok) failed += 1
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${check.name}${ok && says ? ` (${says})` : ''} ${((Date.now() - started) / 1000).toFixed(1)} s`)
    if (!ok) console.log(says)
  }
}

/** The rules of the house for imports and tables, and that they were held against all of it. */
async function boundaries(): Promise<Found> {
  const { stdout, stderr } = await nodeRuns('dependency-cruiser/bin/dependency-cruiser.mjs', 'src', 'migrations', '--output-type', 'json')
  if (!stdout) return { ok: false, says: stderr }
  const { summary } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: { from: string; to: string; rule: { name: string; severity: string } }[] }
  }
  const broken = summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)
  broken.push(...brokenRules(readSources('.')))
  if (summary.totalCruised < LEAST_MODULES) broken.push(`only ${summary.totalCruised} modules were looked at, fewer than ${LEAST_MODULES}`)
  return { ok: broken.length === 0, says: broken.length === 0 ? `${summary.totalCruised} modules` : broken.join('\n') }
}

/** The picture of the house shows the imports as they are. */
function drawing(): Found {
  const ok = readFileSync(DRAWING, 'utf8') === drawHouse(readSources('.'))
  return { ok, says: ok ? '' : `${DRAWING} shows other imports than there are: npm run draw` }
}

/** The lockfile agrees with package.json and names no host that packages come from. */
function lockfile(): Found {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { resolved?: string; dependencies?: unknown; devDependencies?: unknown; optionalDependencies?: unknown }>
  }
  const own = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>
  const faults = ['dependencies', 'devDependencies', 'optionalDependencies']
    .filter(part => JSON.stringify(sorted(own[part])) !== JSON.stringify(sorted(lock.packages['']?.[part as 'dependencies'])))
    .map(part => `${part} of package.json and package-lock.json differ: run npm install`)
  const hosts = Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith('http'))
  if (hosts.length > 0) faults.push(`${hosts.length} packages name a host: npm's omit-lockfile-registry-resolved leaves it out`)
  return { ok: faults.length === 0, says: faults.join('\n') }
}

function sorted(part: unknown): [string, unknown][] {
  return Object.entries((part ?? {}) as Record<string, unknown>).sort(([a], [b]) => a.localeCompare(b))
}
