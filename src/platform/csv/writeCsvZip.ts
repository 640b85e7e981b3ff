import type { Writable } from 'node:stream'
import { openSpool, type Spool } from '../files/spool.ts'
import { writeZip, type ZipEntry } from '../files/writeZip.ts'
import type { DataSet } from '../tabular/dataSet.ts'
import { pacer } from '../files/pace.ts'
import type { OpenSet } from '../tabular/sink.ts'
import { lineWriter, textField, UTF8_MARK } from './rowCsv.ts'

export type CsvZipWriter = {
  /** Begins a table. A zip is written one file after the other: while one is open, those begun after it wait on disk. */
  open(set: Pick<DataSet, 'name' | 'columns'>): Promise<OpenSet>
  /** A file of plain text. */
  text(name: string, content: string): Promise<void>
  finish(): Promise<void>
  /** Lets go of what it holds, finished or not. */
  close(): Promise<void>
}

/** Packing is most of the work: the next levels take twice as long and save a tenth. */
const LEVEL = 1
const CHUNK = 128 * 1024

/** Writes tables as CSV files (RFC 4180, UTF-8) into one zip, at the pace of the stream. @param folder in which rows may wait */
export async function openCsvZip(to: Writable, folder: string): Promise<CsvZipWriter> {
  const zip = await writeZip(to, LEVEL)
  const spools: Spool[] = []
  let isOneOpen = false
  return {
    async open({ name, columns }) {
      const part = `${name}.csv`
      const head = `${UTF8_MARK}${columns.map(({ key }) => textField(key)).join(',')}\r\n`
      if (isOneOpen) {
        const spool = await openSpool(folder)
        spools.push(spool)
        const end = async () => {
          if (isOneOpen) throw new Error(`${part} waits for a file that is not ended`)
          const entry = zip.entry(part)
          for await (const chunk of spool.read(0, spool.bytes())) await entry.write(chunk)
          await entry.end()
        }
        return linesTo({ part, head, columns }, text => spool.append(text), end)
      }
      isOneOpen = true
      const entry: ZipEntry = zip.entry(part)
      const end = async () => {
        await entry.end()
        isOneOpen = false
      }
      return linesTo({ part, head, columns }, text => entry.write(text), end)
    },
    async text(name, content) {
      const entry = zip.entry(name)
      await entry.write(UTF8_MARK + content)
      await entry.end()
    },
    finish: () => zip.end(),
    async close() {
      for (const spool of spools) await spool.close()
    },
  }
}

function linesTo(
  { part, head, columns }: { part: string; head: string } & Pick<DataSet, 'columns'>,
  send: (text: string) => Promise<void>,
  close: () => Promise<void>,
): OpenSet {
  const lineOf = lineWriter(columns)
  const pace = pacer()
  let waiting = head
  let written = 0
  const flush = async () => {
    const chunk = waiting
    waiting = ''
    await send(chunk)
  }
  return {
    async add(rows) {
      for (const row of rows) {
        waiting += lineOf(row)
        written += 1
        if (waiting.length >= CHUNK) await flush()
        if (pace.due()) await pace.pause()
      }
    },
    async end() {
      await flush()
      await close()
      return { parts: [part], rows: written }
    },
  }
}
