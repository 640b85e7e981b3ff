import type { Id } from '../../src/platform/id.ts'
import path from 'node:path'
import { previewImport } from '../../src/features/establishments/register/actions.ts'
import { openCsv } from '../../src/features/establishments/register/looking/openFile.ts'
import { connect, type Connection } from '../../src/platform/connection.ts'

/** One preview in a process of its own, so that its memory is its own. @see registerImport.ts */
const { connection, partnershipId, file } = JSON.parse(process.argv[2] ?? '{}') as {
  connection: Connection
  partnershipId: Id<'partnership'>
  file: string
}
const db = connect(connection, { pool: 2 })
const started = performance.now()
const source = await openCsv(file)
const { id } = await previewImport(
  db,
  { kind: 'operator', partnershipId, name: 'benchmark' },
  { file: { name: path.basename(file), source }, scope: 'all' },
)
const seconds = (performance.now() - started) / 1000
await db.destroy()
console.log(JSON.stringify({ importId: id, seconds, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }))
