import { row } from '../../src/platform/db.ts'
import { inBenchWorld, onlyReturns, type Bench, type BenchWorld } from './bench.ts'
import { machineWords, measuredWords, writePerformance } from './performance.ts'
import { rowOf, tableOf, type Row } from './table.ts'

/** Every benchmark by its name; loaded when it is run. */
const BENCHES: Record<string, () => Promise<Bench>> = {
  'round-list': async () => (await import('./roundList.ts')).roundList,
  statement: async () => (await import('./roundList.ts')).statement,
  'round-pages': async () => (await import('./roundPages.ts')).roundPages,
  findings: async () => (await import('./findings.ts')).findings,
  'issue-round': async () => (await import('./issueRound.ts')).issueRound,
  'open-section': async () => (await import('./openSection.ts')).openSection,
  'save-section': async () => (await import('./saveSection.ts')).saveSection,
  typing: async () => (await import('./typing.ts')).typing,
  submit: async () => (await import('./submit.ts')).submit,
  upload: async () => (await import('./upload.ts')).upload,
  mail: async () => (await import('./mail.ts')).mail,
  'page-weight': async () => (await import('./pageWeight.ts')).pageWeight,
  growth: async () => (await import('./growth.ts')).growth,
  'register-import': async () => (await import('./registerImport.ts')).registerImport,
  'export-workbook': async () => (await import('./exportWorkbook.ts')).exportWorkbook,
  'export-csv': async () => (await import('./exportCsv.ts')).exportCsv,
}

const asked = process.argv.slice(2)
const size = asked.includes('--small') ? 'small' : 'full'
const names = asked.filter(name => !name.startsWith('--'))

/** `--pages=/register`: only pages whose address holds this. */
const pages = asked.find(name => name.startsWith('--pages='))?.slice('--pages='.length) ?? ''

const isKept = asked.includes('--write')

if (asked.includes('--list')) {
  for (const name of Object.keys(BENCHES)) console.log(name)
} else if (isKept && (size === 'small' || pages !== '')) {
  console.error('Figures of a small run, and of some pages, are not kept: leave --small and --pages away.')
  process.exitCode = 2
} else {
  const now = measuredWords(new Date())
  const measured: Row[] = []
  let machine = ''
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    const load = BENCHES[name]
    if (!load) {
      console.error(`There is no benchmark called ${name}. npm run bench -- --list names them.`)
      process.exitCode = 2
      continue
    }
    const bench = await load()
    try {
      const lines = await inBenchWorld({ size, pages }, async world => {
        machine ||= machineWords(await postgresVersion(world))
        return bench(world)
      })
      for (const line of lines) console.log(JSON.stringify(line))
      const rows = lines.map(line => rowOf(line, now))
      measured.push(...rows)
      if (isKept) writePerformance(rows, machine, Object.keys(BENCHES), onlyReturns())
    } catch (error) {
      // The others take many minutes, and are wanted all the same.
      console.error(`${name} could not be measured:`, error)
      process.exitCode = 1
    }
  }
  if (size === 'full' && measured.length > 0) console.error(`\n${machine}\n\n${tableOf(measured)}\n`)
}

async function postgresVersion({ db }: BenchWorld): Promise<string> {
  const found = await row<{ version: string }>(db, `select split_part(current_setting('server_version'), ' ', 1) as version`)
  return found?.version ?? 'unknown'
}
