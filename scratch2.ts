import { parseConfig } from './src/config.ts'
import { openProgram } from './src/program.ts'
import { telling } from './src/features/findings/index.ts'
import { roundByCode } from './src/features/rounds/index.ts'
import { partnershipByCode } from './src/features/partnerships/index.ts'
const opened = await openProgram(parseConfig(process.env), { quiet: true })
const { db } = opened.deps
const p = (await partnershipByCode(db, 'demo'))!.id
for (const code of ['demo-2022','demo-current']) {
const round = (await roundByCode(db, p, code))!
const t0 = performance.now()
const told = await telling.tellInWords(db, round, 10)
console.log(code, Math.round(performance.now() - t0), 'ms', Object.entries(told.groups).map(([g, x]) => `${g}: ${x.returns} ${Object.keys(x.best).length} ${JSON.stringify(Object.values(x.best).reduce((a: any, b) => ({...a, [b]: (a[b] ?? 0)+1}), {}))}`), JSON.stringify(told.figures).length, told.figures.publication.cells.length)
}
await opened.close()
