import type { Id } from '../../src/platform/id.ts'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { PassThrough, type Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { promisify } from 'node:util'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import yazl from 'yazl'
import { connect, type Connection } from '../../src/platform/connection.ts'
import { EVERYTHING } from '../../src/features/datasets/index.ts'
import { formatNamed } from '../../src/features/exports/sinks/formats.ts'
import { writeRound } from '../../src/features/exports/writeActions.ts'
import { findRound } from '../../src/features/rounds/index.ts'
import type { Db } from '../../src/platform/db.ts'
import { cpuSeconds, type Work } from './exportProcess.ts'

/** What the benchmarks of exports measure, each run in a process of its own: prints what it took as JSON. */
const [, , what, given = '{}'] = process.argv
const task = JSON.parse(given) as {
  connection: Connection
  partnershipId: Id<'partnership'>
  roundId: Id<'round'>
  file: string
  folder: string
  target: string
  tiny: Of
}
type Of = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }
/** In a process that serves pages, as the program does: its memory counts. */
async function ours(): Promise<Omit<Work, 'peakMb'>> {
  process.env.BENCH_APP = JSON.stringify({
    connection: task.connection,
    folder: task.folder,
    secret: 'a secret of the benchmarks, which is long enough',
  })
  await import('./appProcess.ts')
  const db = connect(task.connection, { pool: 2, prepares: true })
  let last = performance.now()
  let longest = 0
  const clock = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 20)
    last = performance.now()
  }, 20)
  const firstSeconds = await exported(db, task.tiny)
  const fixedSeconds = await exported(db, task.tiny)
  const spent = cpuSeconds()
  const seconds = await exported(db, task)
  clearInterval(clock)
  const done = { seconds, cpuSeconds: cpuSeconds() - spent, firstSeconds, fixedSeconds, longestPauseMs: longest }
  await db.destroy()
  return done
}

/** @returns how many seconds it took */
async function exported(db: Db, { partnershipId, roundId }: Of): Promise<number> {
  const round = await findRound(db, partnershipId, roundId)
  if (!round) throw new Error('there is no such round')
  const started = performance.now()
  const to = createWriteStream(task.file)
  const partnership = { id: partnershipId, name: 'Northmoor' }
  await writeRound(db, formatNamed(what ?? ''), { partnership, round, choice: EVERYTHING, folder: task.folder }, to)
  return (performance.now() - started) / 1000
}

type Cell = { letters: string; style: string; kind: 'n' | 'b' | 's'; value: string }
type Sheet = { name: string; rows: number; sample: Cell[][] }

/** Cells by the bare means: a string for each row, into a zip. */
async function reference(): Promise<Omit<Work, 'peakMb'>> {
  const sheets = await sheetsOf(task.file)
  let cells = 0
  const started = performance.now()
  const spent = cpuSeconds()
  const zip = new yazl.ZipFile()
  const out = createWriteStream(task.target)
  zip.outputStream.pipe(out)
  for (const sheet of sheets) {
    const stream = new PassThrough({ highWaterMark: 1 << 20 })
    zip.addReadStream(stream, sheet.name, { compressionLevel: 6 })
    cells += await writeBare(stream, sheet)
    await finished(stream)
  }
  zip.end()
  await once(out, 'finish')
  const seconds = (performance.now() - started) / 1000
  return { seconds, cpuSeconds: cpuSeconds() - spent, rows: sheets.reduce((sum, { rows }) => sum + rows, 0), cells }
}

async function writeBare(stream: PassThrough, { rows, sample }: Sheet): Promise<number> {
  let cells = 0
  let waiting = '<worksheet><sheetData>'
  for (let number = 1; number <= rows; number += 1) {
    const row = sample[(number - 1) % sample.length] ?? []
    waiting += `<row r="${number}">`
    for (const { letters, style, kind, value } of row) {
      const start = `<c r="${letters}${number}"${style}`
      waiting +=
        kind === 's'
          ? `${start} t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
          : `${start}${kind === 'b' ? ' t="b"' : ''}><v>${value}</v></c>`
    }
    waiting += '</row>'
    cells += row.length
    if (waiting.length > 128 * 1024) {
      const room = stream.write(waiting)
      waiting = ''
      if (!room) await once(stream, 'drain')
    }
  }
  stream.end(`${waiting}</sheetData></worksheet>`)
  return cells
}

const escaped = (text: string): string =>
  /[&<>]/.test(text) ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') : text

const SAMPLE = 16_000_000

/** The sheets of a workbook: how many rows each has, and the values of its first rows. */
async function sheetsOf(file: string): Promise<Sheet[]> {
  const zip = await promisify<string, yauzl.Options, ZipFile>(yauzl.open)(file, { lazyEntries: true, autoClose: false })
  const sheets: Sheet[] = []
  for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip))
    if (/worksheets\/sheet\d+\.xml$/.test(entry.fileName)) sheets.push(await sheetOf(zip, entry))
  zip.close()
  return sheets
}

const nextEntry = (zip: ZipFile): Promise<Entry | undefined> =>
  new Promise((resolve, reject) => {
    zip.removeAllListeners()
    zip.once('error', reject)
    zip.once('end', () => resolve(undefined))
    zip.once('entry', resolve)
    zip.readEntry()
  })

async function sheetOf(zip: ZipFile, entry: Entry): Promise<Sheet> {
  const stream = await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry)
  let beginning = ''
  let rows = 0
  let rest = ''
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
    if (beginning.length < SAMPLE) beginning += chunk
    const text = rest + chunk
    rows += text.split('<row ').length - 1
    rest = text.slice(-4)
  }
  const sample = [...beginning.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) => cellsOf(row))
  return { name: entry.fileName, rows, sample: sample.length === 0 ? [[]] : sample }
}

const CELL = /<c r="([A-Z]+)\d+"( s="\d+")?(?: t="(\w+)")?>(?:<v>(.*?)<\/v>|<is><t[^>]*>(.*?)<\/t><\/is>)<\/c>/gs

const cellsOf = (row: string): Cell[] =>
  [...row.matchAll(CELL)].map(([, letters = '', style = '', type, value = '', text]) => ({
    letters,
    style,
    kind: type === 'b' ? 'b' : type === undefined ? 'n' : 's',
    value: plain(text ?? value),
  }))

const plain = (xml: string): string => xml.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

const done = what === 'reference' ? await reference() : await ours()
process.stdout.write(JSON.stringify({ ...done, peakMb: process.resourceUsage().maxRSS / 1000 } satisfies Work), () => process.exit(0))
