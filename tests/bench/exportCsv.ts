import { stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'csv-parse'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import type { Readable } from 'node:stream'
import { changed, type Pool } from '../../src/platform/db.ts'
import { onlyReturns, type Bench, type BenchLine, type BenchWorld } from './bench.ts'
import { figuresOf, goalOf, inProcess, rounded } from './exportProcess.ts'
import { seedRound } from './exportSeed.ts'

/**
 * Every data set of a round of set A as CSV in a zip, by the program in a process of its own. The reference makes the same bytes out of
 * the same rows: they lie ready as text in tables without a log, neither read out of answers nor labelled; `COPY TO STDOUT` hands them
 * out as CSV, and a process of its own packs them into a zip at the same level. `copyOnly` is how long it takes to a client that throws
 * them away. What an export takes however small it is, and the reference does not, stands apart: see exportWorkbook.ts.
 */
export const exportCsv: Bench = async world => {
  const only = onlyReturns()
  const lines: BenchLine[] = []
  for (const returns of only !== null ? [only] : world.size === 'small' ? [60] : [3_000, 30_000]) lines.push(await exportOf(world, returns))
  return lines
}

async function exportOf({ db, connection, folder }: BenchWorld, returns: number): Promise<BenchLine> {
  const tiny = await seedRound(db, 1)
  const { partnershipId, roundId } = await seedRound(db, returns)
  const file = path.join(folder, 'round.zip')
  const ours = await inProcess('csv', { connection, partnershipId, roundId, file, folder, tiny })
  const tables = await layReady(db, file)
  const copyOnly = await inProcess('copy', { connection, tables })
  const bare = await inProcess('copy', { connection, tables, target: path.join(folder, 'bare.zip') })
  return {
    name: 'export-csv',
    value: rounded(ours.seconds),
    unit: 's',
    reference: rounded(bare.seconds),
    ratio: Number((ours.seconds / bare.seconds).toFixed(2)),
    n: 1,
    detail: {
      returns,
      rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      megabytes: Math.round((await stat(file)).size / 1e6),
      copiedMegabytes: Math.round((bare.bytes ?? 0) / 1e6),
      copyOnly: rounded(copyOnly.seconds),
      ...figuresOf(ours, bare),
      goal: goalOf(returns, 2),
    },
  }
}

type Ready = { name: string; rows: number }

/** The rows of each CSV file of a zip as a table of texts. */
async function layReady(db: Pool, file: string): Promise<Ready[]> {
  const zip = await promisify<string, yauzl.Options, ZipFile>(yauzl.open)(file, { lazyEntries: true, autoClose: false })
  const tables: Ready[] = []
  for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip))
    if (entry.fileName.endsWith('.csv')) {
      const name = `ready_${entry.fileName.replace('.csv', '')}`
      await changed(db, `drop table if exists ${name}`)
      tables.push({ name, rows: await fill(db, name, await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry)) })
    }
  zip.close()
  return tables
}

const nextEntry = (zip: ZipFile): Promise<Entry | undefined> =>
  new Promise((resolve, reject) => {
    zip.removeAllListeners()
    zip.once('error', reject)
    zip.once('end', () => resolve(undefined))
    zip.once('entry', resolve)
    zip.readEntry()
  })

const ROWS_AT_ONCE = 500

async function fill(db: Pool, name: string, stream: Readable): Promise<number> {
  let heads: string[] | undefined
  let waiting: string[][] = []
  let rows = 0
  const flush = async () => {
    const columns = (heads ?? []).map((_, at) => waiting.map(row => row[at]))
    if (waiting.length > 0)
      await changed(db, `insert into ${name} select * from unnest(${columns.map(() => '?::text[]').join(', ')})`, columns)
    rows += waiting.length
    waiting = []
  }
  for await (const row of stream.pipe(parse({ bom: true })) as AsyncIterable<string[]>) {
    if (!heads) {
      heads = row
      await changed(db, `create unlogged table ${name} (${row.map((_, at) => `c${at} text`).join(', ')})`)
    } else waiting.push(row)
    if (waiting.length >= ROWS_AT_ONCE) await flush()
  }
  await flush()
  return rows
}
