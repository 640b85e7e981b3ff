import { inBenchWorld, type Bench } from './bench.ts'

/** Every benchmark by its name; loaded when it is run. */
const BENCHES: Record<string, () => Promise<Bench>> = {
  'round-list': async () => (await import('./roundList.ts')).roundList,
  statement: async () => (await import('./roundList.ts')).statement,
  embedded: async () => (await import('./embedded.ts')).run,
  'issue-round': async () => (await import('./issueRound.ts')).issueRound,
  'open-section': async () => (await import('./openSection.ts')).openSection,
  'save-section': async () => (await import('./saveSection.ts')).saveSection,
  'register-import': async () => (await import('./registerImport.ts')).registerImport,
  'export-workbook': async () => (await import('./exportWorkbook.ts')).exportWorkbook,
}

const asked = process.argv.slice(2)
const size = asked.includes('--small') ? 'small' : 'full'
const names = asked.filter(name => !name.startsWith('--'))

if (asked.includes('--list')) {
  for (const name of Object.keys(BENCHES)) console.log(name)
} else {
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    const load = BENCHES[name]
    if (!load) {
      console.error(`There is no benchmark called ${name}. npm run bench -- --list names them.`)
      process.exitCode = 2
      continue
    }
    const lines = await inBenchWorld(size, await load())
    for (const line of lines) console.log(JSON.stringify(line))
  }
}
