import { parseConfig } from './src/config.ts'
import { openProgram } from './src/program.ts'
import { rows } from './src/platform/db.ts'
const opened = await openProgram(parseConfig(process.env), { quiet: true })
const { db } = opened.deps
const all = await rows<any>(db, `select f.content, r.establishment_name as name, f.return_id from feedback f join returns r on r.id = f.return_id order by f.id`)
console.log(all.length, 'good', all.filter(a => a.content.good.length > 0).length, 'returned', all.filter(a => a.content.returned).length)
const h: any = {}
for (const a of all) { for (const s of a.content.sections) for (const r of s.ratings) { const k = r.others === '' ? 'hidden' : 'told'; h[k] = (h[k] ?? 0) + 1 } }
console.log(h, all.filter(a => a.content.sections.some((s: any) => s.ratings.some((r: any) => r.others !== ''))).length)
for (const a of [all[0], all[5], all[50], all[90]]) console.log(a.return_id, a.name, a.content.comparedWith, a.content.good)
console.log(all.filter(a => a.content.returned && a.content.good.length === 0).map(a => a.name))
console.log(await rows(db, `select id, generation, length(beside), given_figures_id, made_at, length(groups::text) from feedback_words`))
await opened.close()
