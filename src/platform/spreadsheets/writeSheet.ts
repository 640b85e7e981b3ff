import type { Spool } from '../files/spool.ts'
import type { Row } from '../tabular/dataSet.ts'
import { pacer } from '../files/pace.ts'
import type { OpenSet, Written } from '../tabular/sink.ts'
import type { Container } from './container.ts'
import type { LongTexts } from './longText.ts'
import { rowWriter } from './rowXml.ts'
import type { SheetLayout } from './sheet.ts'

/** What the sheets of one workbook share. */
export type Book = {
  container: Container
  rowsPerTab: number
  long: LongTexts
  /** Puts away the long texts that wait in memory. */
  keepLong(): Promise<void>
}

const CHUNK = 128 * 1024

/** Begins a sheet whose rows go into the file as they come. */
export function directSheet(book: Book, layout: SheetLayout): OpenSet {
  const pace = pacer()
  const rows = tabbedRows(book, layout)
  let open = book.container.sheet(rows.tab(), layout)
  let waiting = ''
  const flush = async () => {
    const chunk = waiting
    waiting = ''
    await open.write(chunk)
  }
  const endTab = async () => {
    await flush()
    await open.end(rows.last())
  }
  return {
    async add(batch) {
      for (const row of batch) {
        if (rows.isFull()) {
          await endTab()
          open = book.container.sheet(rows.nextTab(), layout)
        }
        waiting += rows.xml(row)
        if (waiting.length >= CHUNK) await flush()
        if (book.long.waiting.length > 0) await book.keepLong()
        if (pace.due()) await pace.pause()
      }
    },
    async end() {
      await endTab()
      return rows.written
    },
  }
}

/** Begins a sheet whose rows wait on disk, while another one is written, until it is ended. */
export function waitingSheet(book: Book, layout: SheetLayout, spool: Spool): OpenSet {
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
    async add(batch) {
      for (const row of batch) {
        if (rows.isFull()) {
          await endTab()
          rows.nextTab()
        }
        waiting += rows.xml(row)
        if (waiting.length >= CHUNK) await flush()
        if (book.long.waiting.length > 0) await book.keepLong()
      }
    },
    async end() {
      await endTab()
      let from = 0
      for (const [at, { last, bytes }] of ends.entries()) {
        const open = book.container.sheet(rows.written.parts[at] ?? layout.title, layout)
        for await (const chunk of spool.read(from, bytes)) await open.write(chunk)
        await open.end(last)
        from = bytes
      }
      return rows.written
    },
  }
}

/** Numbers the rows of a sheet and makes their XML, and knows when a tab is full. */
function tabbedRows(book: Book, { title, columns }: SheetLayout) {
  const written: Written = { parts: [title], rows: 0 }
  let next = 2
  const tab = () => written.parts.at(-1) ?? title
  const rowXml = rowWriter(columns, book.container.styles, (text, column) => book.long.cut(text, tab(), next, columns[column]?.key ?? ''))
  return {
    written,
    tab,
    isFull: () => next > book.rowsPerTab,
    last: () => next - 1,
    nextTab(): string {
      written.parts.push(`${title} (${written.parts.length + 1})`)
      next = 2
      return tab()
    },
    xml(row: Row): string {
      const xml = rowXml(next, row)
      next += 1
      written.rows += 1
      return xml
    },
  }
}
