import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Id } from '../../src/platform/id.ts'
import { applyImport } from '../../src/features/establishments/register/actions.ts'
import { csvRows } from '../../src/features/establishments/register/looking/readRows.ts'
import { openCsv } from '../../src/features/establishments/register/looking/openFile.ts'
import type { OperatorActor } from '../../src/features/history/index.ts'
import { worldOn } from '../support/app.ts'
import { type Bench, type BenchLine, type BenchWorld, timed } from './bench.ts'

const FIXTURE = path.join(import.meta.dirname, '../fixtures/register/edubasealldata-kent-cornwall-camden.csv')

/**
 * A national register file: read, compared with the register and put down as a preview, once when everything is new and once
 * against itself. The reference reads the same file and splits its lines at the commas.
 */
export const registerImport: Bench = async world => {
  const rows = world.size === 'small' ? 2_000 : 65_000
  const file = await nationalFile(path.join(world.folder, 'edubasealldata.csv'), rows)
  const { id } = await worldOn(world.db).make.partnership({ code: 'england', name: 'England', short_name: 'England' })
  const actor: OperatorActor = { kind: 'operator', partnershipId: id, name: 'benchmark' }
  const reference = (await timed(() => split(file))) / 1000
  const first = await measured(world, actor, file)
  await applyImport(world.db, actor, { importId: first.importId })
  const again = await measured(world, actor, file)
  return [line('register-import', first, reference, rows, 'all new'), line('register-import', again, reference, rows, 'all known')]
}

type Measured = { seconds: number; peakMb: number; importId: Id<'import'> }

async function measured({ connection }: BenchWorld, { partnershipId }: OperatorActor, file: string): Promise<Measured> {
  const script = fileURLToPath(import.meta.resolve('./previewOnce.ts'))
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify({ connection, partnershipId, file })])
  return JSON.parse(stdout) as Measured
}

const line = (name: string, { seconds, peakMb }: Measured, reference: number, rows: number, what: string): BenchLine => ({
  name,
  value: Number(seconds.toFixed(2)),
  unit: 's',
  reference: Number(reference.toFixed(2)),
  ratio: Number((seconds / reference).toFixed(1)),
  n: 1,
  detail: { rows, what, peakMb, goal: 'value < 10, peakMb < 300' },
})

async function split(file: string): Promise<number> {
  const decoder = new TextDecoder('windows-1252')
  let rest = ''
  let fields = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\r\n')
    rest = lines.pop() ?? ''
    for (const text of lines) fields += text.split(',').length
  }
  return fields
}

/** The rows of the fixture over and over, each with a URN, a number and a name of its own, and as full of text as the national file is: about 65 MB. */
async function nationalFile(target: string, rows: number): Promise<string> {
  const [header, ...given] = await cellsOf(FIXTURE)
  if (!header) throw new Error('the fixture is empty')
  const out = createWriteStream(target)
  const write = async (cells: readonly string[]) => {
    const text = cells.map(cell => (/^\d*$/.test(cell) ? cell : `"${cell.replaceAll('"', '""')}"`)).join(',')
    if (!out.write(Buffer.from(`${text}\r\n`, 'latin1'))) await once(out, 'drain')
  }
  await write(header)
  for (let at = 0; at < rows; at += 1) {
    const cells = (given[at % given.length] ?? []).map(cell => cell || 'None')
    for (const [place, name] of header.entries())
      if (/\(code\)|Age|Number|Capacity|Date|Postcode/.test(name)) cells[place] = (given[at % given.length] ?? [])[place] ?? ''
    cells[header.indexOf('URN')] = String(100_000 + at)
    cells[header.indexOf('LA (code)')] = String(201 + (at % 150))
    cells[header.indexOf('EstablishmentNumber')] = String(1000 + (at % 9000))
    cells[header.indexOf('EstablishmentName')] = `St Thomas à Becket’s School ${at}`.replace('’', "'")
    await write(cells)
  }
  out.end()
  await once(out, 'finish')
  return target
}

async function cellsOf(file: string): Promise<string[][]> {
  const all: string[][] = []
  for await (const { cells } of csvRows(await openCsv(file))) all.push(cells)
  return all
}
