import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { setImmediate as breathe } from 'node:timers/promises'
import { openSpool, type Spool } from '../files/spool.ts'
import { cellText, LONGEST_TEXT, partsOf, type CellValue, type ColumnType } from './cellXml.ts'
import { openContainer, type Container, type OpenSheet, type PageLine } from './container.ts'
import { rowWriter } from './rowXml.ts'

export type { CellValue, ColumnType } from './cellXml.ts'
export type { PageLine } from './container.ts'

export type SheetColumn = { key: string; type: ColumnType; width?: number; wrap?: boolean }
export type SheetRow = readonly CellValue[]

/** A table: one header row, frozen, with filters, and rows below it. */
export type SheetLayout = {
  name: string
  columns: readonly SheetColumn[]
  /** How many columns stay in sight when one scrolls to the right. */
  frozenColumns?: number
}
export type Batches<Row> = AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>

/** What became of a sheet: more tabs than one when it has more rows than a tab can hold. */
export type WrittenSheet = { tabs: string[]; rows: number }

/** A sheet whose rows come while another one is written: they wait on disk. */
export type LaterSheet = {
  add(row: SheetRow): Promise<void>
  /** Writes the sheet to its end. */
  write(): Promise<WrittenSheet>
}

export type WorkbookWriter = {
  /** Writes one sheet to its end. */
  sheet(layout: SheetLayout, batches: Batches<SheetRow>): Promise<WrittenSheet>
  later(layout: SheetLayout): Promise<LaterSheet>
  /** A sheet to read rather than to compute with: a title, headings and lines. */
  page(name: string, lines: readonly PageLine[]): Promise<void>
  /** Writes the sheet of the texts that did not fit into a cell; only pages come after it. */
  longTexts(): Promise<WrittenSheet>
  /** Ends the file. @param first the tabs that stand at the front, whenever they were written */
  finish(first: readonly string[]): Promise<void>
  /** Lets go of what it holds, finished or not. */
  close(): Promise<void>
}

export type WorkbookOptions = {
  title: string
  creator: string
  created: Date
  /** Where rows may wait: a folder that exists. */
  folder: string
  /** The rows of one tab, its header among them; what spreadsheet programs hold unless a test says less. */
  rowsPerTab?: number
}

/** The sheet in which texts stand whole that are longer than a cell may be. */
export const LONG_TEXT = 'Long text'
export const LONG_TEXT_COLUMNS: readonly SheetColumn[] = [
  { key: 'sheet', type: 'text', width: 20 },
  { key: 'row', type: 'number', width: 10 },
  { key: 'column', type: 'text', width: 34 },
  { key: 'part', type: 'number', width: 8 },
  { key: 'parts', type: 'number', width: 8 },
  { key: 'text', type: 'text', width: 100 },
]

const ROWS_PER_TAB = 1_048_576
const PART = 32_000
const CHUNK = 128 * 1024
/** Milliseconds of writing after which others get their turn: pages are served by the same process. */
const BREATH = 12

/**
 * Writes a workbook to a stream, sheet after sheet, at the pace of the stream: memory does not grow with the number of rows.
 *
 * Text is text, whatever it begins with; what XML forbids is left out of it; one that is longer than a cell may be is
 * cut there, with a pointer to the sheet "Long text", in which it stands whole.
 *
 * @throws what the stream reports; the file is then of no use
 */
export async function openWorkbook(to: Writable, options: WorkbookOptions): Promise<WorkbookWriter> {
  const spools: Spool[] = []
  const book: Book = {
    container: openContainer(to, options),
    rowsPerTab: options.rowsPerTab ?? ROWS_PER_TAB,
    overlong: [],
    longRows: 0,
    async spool() {
      const spool = await openSpool(options.folder)
      spools.push(spool)
      return spool
    },
  }
  const long = await laterSheet(book, { name: LONG_TEXT, columns: LONG_TEXT_COLUMNS })
  const keepLong = async () => {
    for (const row of book.overlong.splice(0)) await long.add(row)
  }
  return {
    async sheet(layout, batches) {
      const written = await writeSheet(book, layout, batches, keepLong)
      await keepLong()
      return written
    },
    async later(layout) {
      const sheet = await laterSheet(book, layout)
      return {
        ...sheet,
        async add(row) {
          await sheet.add(row)
          if (book.overlong.length > 0) await keepLong()
        },
      }
    },
    page: (name, lines) => book.container.page(name, lines),
    longTexts: () => long.write(),
    finish: first => book.container.finish(first),
    async close() {
      for (const spool of spools) await spool.close()
    },
  }
}

type Book = {
  container: Container
  rowsPerTab: number
  /** Parts of long texts that are not yet on disk, and how many there are in all. */
  overlong: SheetRow[]
  longRows: number
  spool(): Promise<Spool>
}

async function writeSheet(
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
      if (book.overlong.length > 0) await keepLong()
      if (pace.due()) await pace.pause()
    }
  }
  await flush()
  await open.end(rows.last())
  return rows.written
}

async function laterSheet(book: Book, layout: SheetLayout): Promise<LaterSheet> {
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
  const rowXml = rowWriter(columns, book.container.styles, (text, column) => {
    const parts = partsOf(text, PART)
    const first = book.longRows + 2
    book.longRows += parts.length
    for (const [at, part] of parts.entries()) book.overlong.push([tab(), next, columns[column]?.key ?? '', at + 1, parts.length, part])
    const pointer = `\n[This text goes on: it stands whole in the sheet “${LONG_TEXT}”, rows ${first} to ${first + parts.length - 1}]`
    return cellText((partsOf(text, LONGEST_TEXT - pointer.length)[0] ?? '') + pointer)
  })
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
