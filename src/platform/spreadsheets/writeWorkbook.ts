import type { Writable } from 'node:stream'
import { openSpool, type Spool } from '../files/spool.ts'
import type { CellValue, Column } from '../tabular/column.ts'
import type { PageLine } from '../tabular/page.ts'
import type { OpenSet, Written } from '../tabular/sink.ts'
import { openContainer } from './container.ts'
import { LONG_TEXT, longTexts } from './longText.ts'
import type { SheetLayout } from './sheet.ts'
import { directSheet, waitingSheet, type Book } from './writeSheet.ts'

export type WorkbookWriter = {
  /** Begins a sheet. A workbook is written one sheet after the other: while one is open, those begun after it wait on disk. */
  open(layout: SheetLayout): Promise<OpenSet>
  /** A sheet to read rather than to compute with: a title, headings and lines. */
  page(name: string, lines: readonly PageLine[]): Promise<void>
  /** Writes the sheet of the texts that did not fit into a cell; only pages come after it. */
  longTexts(): Promise<Written>
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
  /** A last column of the sheet "Long text", the same in every row. */
  everyRow?: { column: Column; value: CellValue }
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
  const newSpool = async () => {
    const spool = await openSpool(options.folder)
    spools.push(spool)
    return spool
  }
  const book: Book = {
    container: openContainer(to, options),
    rowsPerTab: options.rowsPerTab ?? ROWS_PER_TAB,
    long: longTexts(options.everyRow?.value),
    keepLong: () => long.add(book.long.waiting.splice(0)),
  }
  const columns = options.everyRow ? [...LONG_TEXT.columns, options.everyRow.column] : LONG_TEXT.columns
  const long = waitingSheet(book, { ...LONG_TEXT, columns }, await newSpool())
  let isOneOpen = false
  return {
    async open(layout) {
      if (isOneOpen) {
        const sheet = waitingSheet(book, layout, await newSpool())
        return {
          add: rows => sheet.add(rows),
          end() {
            if (isOneOpen) throw new Error(`${layout.title} waits for a sheet that is not ended`)
            return sheet.end()
          },
        }
      }
      isOneOpen = true
      const sheet = directSheet(book, layout)
      return {
        add: rows => sheet.add(rows),
        async end() {
          const written = await sheet.end()
          isOneOpen = false
          return written
        },
      }
    },
    page: (name, lines) => book.container.page(name, lines),
    longTexts: () => long.end(),
    finish: first => book.container.finish(first),
    async close() {
      for (const spool of spools) await spool.close()
    },
  }
}
