import { once } from 'node:events'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Spool } from '../files/spool.ts'
import type { Container, OpenSheet } from './container.ts'
import type { LongTexts } from './longText.ts'
import { rowWriter } from './rowXml.ts'
import type { Batches, LaterSheet, SheetLayout, SheetRow, WrittenSheet } from './sheet.ts'

/** What the sheets of one workbook share. */
export type Book = {
  container: Container
  rowsPerTab: number
  long: LongTexts
  spool(): Promise<Spool>
}

const CHUNK = 128 * 1024
/** Milliseconds of writing after which others get their turn: pages are served by the same process. */
const BREATH = 12

/** Writes a sheet to its end as its rows come. */
export async function writeSheet(
  book: Book,
  layout: SheetLayout,
  batches: Batches<SheetRow>,
  keepLong: () => Promise<void>,
): Promise<WrittenSheet> {
  const pace = pacer()
  const rows = tabbedRows(book, layout)
  let open = book.container.sheet(rows.tab(), layout)
  let waiting = ''
  const flush = async () => {
    const chunk = waiting
    waiting = ''
    await send(open, chunk)
  }
  for await (const batch of batches) {
    for (const row of batch) {
      if (rows.isFull()) {
        await flush()
        await open.end(rows.last())
        open = book.container.sheet(rows.nextTab(), layout)
      }
      waiting += rows.xml(row)
      if (waiting.length >= CHUNK) await flush()
      if (book.long.waiting.length > 0) await keepLong()
      if (pace.due()) await pace.pause()
    }
  }
  await flush()
  await open.end(rows.last())
  return rows.written
}

/** Begins a sheet whose rows wait on disk until it is its turn. */
export async function laterSheet(book: Book, layout: SheetLayout): Promise<LaterSheet> {
  const spool = await book.spool()
  const rows = tabbedRows(book, layout)
  const ends: { last: number; bytes: number }[] = []
  let waiting = ''
  const flush = async () => {
    const chunk = waiting
    waiting = ''
    await spool.append(chunk)
  }
  const endTab = async () => {
    await flush()
    ends.push({ last: rows.last(), bytes: spool.bytes() })
  }
  return {
    async add(row) {
      if (rows.isFull()) {
        await endTab()
        rows.nextTab()
      }
      waiting += rows.xml(row)
      if (waiting.length >= CHUNK) await flush()
    },
    async write() {
      await endTab()
      let from = 0
      for (const [at, { last, bytes }] of ends.entries()) {
        const open = book.container.sheet(rows.written.tabs[at] ?? layout.name, layout)
        for await (const chunk of spool.read(from, bytes)) await send(open, chunk)
        await open.end(last)
        from = bytes
      }
      return rows.written
    },
  }
}

/** Numbers the rows of a sheet and makes their XML, and knows when a tab is full. */
function tabbedRows(book: Book, { name, columns }: SheetLayout) {
  const written: WrittenSheet = { tabs: [name], rows: 0 }
  let next = 2
  const tab = () => written.tabs.at(-1) ?? name
  const rowXml = rowWriter(columns, book.container.styles, (text, column) => book.long.cut(text, tab(), next, columns[column]?.key ?? ''))
  return {
    written,
    tab,
    isFull: () => next > book.rowsPerTab,
    last: () => next - 1,
    nextTab(): string {
      written.tabs.push(`${name} (${written.tabs.length + 1})`)
      next = 2
      return tab()
    },
    xml(row: SheetRow): string {
      const xml = rowXml(next, row)
      next += 1
      written.rows += 1
      return xml
    },
  }
}

/** Waits for the stream when it has enough; rejects when it broke. */
async function send(open: OpenSheet, xml: string | Buffer): Promise<void> {
  if (xml.length > 0 && !open.stream.write(xml)) await once(open.stream, 'drain')
}

function pacer() {
  let since = performance.now()
  let rows = 0
  return {
    due: () => (rows += 1) % 16 === 0 && performance.now() - since > BREATH,
    async pause() {
      await breathe()
      since = performance.now()
    },
  }
}
