import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { PassThrough } from 'node:stream'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import yazl from 'yazl'
import type { Connection } from '../../src/platform/connection.ts'
import { cpuSeconds, type Work } from './exportProcess.ts'

/** What export-csv is measured against, in a process of its own: tables that lie ready as text, by COPY, into a zip or into nothing. */
const { connection, tables, target } = JSON.parse(process.argv[3] ?? '{}') as {
  connection: Connection
  tables: { name: string }[]
  target?: string
}
/** The level at which the program packs CSV files. */
const LEVEL = 1

const CHUNK = 256 * 1024

/** A query that hands on what COPY hands out, some hundreds of rows at once, at the pace of whoever takes it. */
class Copy extends pg.Query {
  bytes = 0
  #waiting = Buffer.allocUnsafe(CHUNK)
  #filled = 0
  readonly #to: PassThrough | undefined
  readonly #wire: Wire
  constructor(table: string, wire: Wire, to: PassThrough | undefined) {
    super(`copy ${table} to stdout (format csv)`)
    this.#to = to
    this.#wire = wire
  }
  handleCopyData({ chunk }: { chunk: Buffer }) {
    this.bytes += chunk.length
    if (!this.#to) return
    if (this.#filled + chunk.length > CHUNK) this.flush()
    this.#filled += chunk.copy(this.#waiting, this.#filled)
  }
  flush() {
    const stream = this.#to
    if (!stream) return
    const room = stream.write(this.#waiting.subarray(0, this.#filled))
    this.#waiting = Buffer.allocUnsafe(CHUNK)
    this.#filled = 0
    if (room || this.#wire.isPaused()) return
    this.#wire.pause()
    stream.once('drain', () => this.#wire.resume())
  }
}

type Wire = { pause(): void; resume(): void; isPaused(): boolean }

async function copied(client: pg.Client, table: string, to: PassThrough | undefined): Promise<number> {
  const copy = new Copy(table, (client as unknown as { connection: { stream: Wire } }).connection.stream, to)
  await new Promise<void>((resolve, reject) => {
    copy.on('end', () => resolve())
    copy.on('error', reject)
    client.query(copy)
  })
  copy.flush()
  return copy.bytes
}

const client = new pg.Client(connection)
await client.connect()
const started = performance.now()
const spent = cpuSeconds()
const zip = target === undefined ? undefined : new yazl.ZipFile()
const out = target === undefined ? undefined : createWriteStream(target)
if (zip && out) zip.outputStream.pipe(out)
let bytes = 0
for (const { name } of tables) {
  const stream = zip && new PassThrough({ highWaterMark: 1 << 20 })
  if (zip && stream) zip.addReadStream(stream, `${name}.csv`, { compressionLevel: LEVEL })
  bytes += await copied(client, name, stream)
  stream?.end()
  if (stream) await finished(stream)
}
if (zip && out) {
  zip.end()
  await once(out, 'finish')
}
const seconds = (performance.now() - started) / 1000
const spentInIt = cpuSeconds() - spent
await client.end()
process.stdout.write(
  JSON.stringify({ seconds, cpuSeconds: spentInIt, bytes, peakMb: process.resourceUsage().maxRSS / 1000 } satisfies Work),
)
