import type { Writable } from 'node:stream'
import { openSpool, type Spool } from '../files/spool.ts'
import { openContainer, type PageLine } from './container.ts'
import { LONG_TEXT, LONG_TEXT_COLUMNS, longTexts } from './longText.ts'
import type { Batches, LaterSheet, SheetLayout, SheetRow, WrittenSheet } from './sheet.ts'
import { laterSheet, writeSheet, type Book } from './writeSheet.ts'

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

const ROWS_PER_TAB = 1_048_576

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
    long: longTexts(),
    async spool() {
      const spool = await openSpool(options.folder)
      spools.push(spool)
      return spool
    },
  }
  const long = await laterSheet(book, { name: LONG_TEXT, columns: LONG_TEXT_COLUMNS })
  const keepLong = async () => {
    for (const row of book.long.waiting.splice(0)) await long.add(row)
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
          if (book.long.waiting.length > 0) await keepLong()
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
