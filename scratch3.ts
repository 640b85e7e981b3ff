import { parseConfig } from './src/config.ts'
import { openProgram } from './src/program.ts'
import { telling, publishing, answersForReport } from './src/features/findings/index.ts'
import { draftFindings } from './src/features/findings/publicationActions.ts'
import { roundByCode } from './src/features/rounds/index.ts'
import { partnershipByCode } from './src/features/partnerships/index.ts'
import { keepGiven } from './src/features/publications/index.ts'
import { inTransaction } from './src/platform/db.ts'
const opened = await openProgram(parseConfig(process.env), { quiet: true })
const { db } = opened.deps
const p = (await partnershipByCode(db, 'demo'))!.id
const timed = async <T>(name: string, work: () => Promise<T>) => { const t0 = performance.now(); const r = await work(); console.log(name, Math.round(performance.now() - t0), 'ms'); return r }
for (const code of ['demo-2022','demo-current']) {
const round = (await roundByCode(db, p, code))!
const told = await telling.tellInWords(db, round, 10)
console.log(JSON.stringify(told.figures).length)
const sum = (r: any) => r.tables.reduce((n: number, t: any) => n + t.rows.filter((x: any) => x.count === null).length, 0)
await inTransaction(db, async trx => {
  if (process.env.CLEAR) await trx.raw('delete from reports'), await trx.raw('delete from given_figures')
  for (const _ of [1, 2]) {
  const a = await timed('report', () => answersForReport(trx, round, true))
  console.log('withheld', a.withheld, 'covered', sum(a), 'of', a.tables.reduce((n: number, t: any) => n + t.rows.length, 0))
  const d = await timed('draft', () => draftFindings(trx, round))
  console.log('lacks', d.lacks, d.leaves[1])
  await keepGiven(trx, { partnershipId: p, roundId: round.id, figures: told.figures })
  }
  throw new Error('back')
}).catch(e => { if (e.message !== 'back') throw e })
}
await opened.close()
