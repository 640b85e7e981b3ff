import { createRequire } from 'node:module'
import { PassThrough, type Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type ExcelJS from 'exceljs'
import { watchOutcome, ZIP_MOMENT } from '../files/writeZip.ts'
import { columnLetters } from '../tabular/cellPlace.ts'
import { PLAIN_TYPE, type PlainType } from '../tabular/column.ts'
import type { PageLine } from '../tabular/page.ts'
import { cellText } from './cellXml.ts'
import { addLine, INSTANT, PAGE_WIDTHS, TOP, WRAP } from './pageRows.ts'
import type { CellStyles, StyleFamilies } from './rowXml.ts'
import type { SheetLayout } from './sheet.ts'
import { TABLE_RELATION, tablePart, tableParts, tableTypes, tableXml } from './tableXml.ts'

export type OpenSheet = {
  /** Takes the XML of rows, at the pace of the file. */
  write(xml: string | Buffer): Promise<void>
  /** @param lastRow the number of the last row that was written */
  end(lastRow: number): Promise<void>
}

export type Container = {
  styles: StyleFamilies
  sheet(tab: string, layout: SheetLayout): OpenSheet
  page(name: string, lines: readonly PageLine[]): Promise<void>
  finish(first: readonly string[]): Promise<void>
}

/**
 * The parts of ExcelJS that its types do not tell of. ExcelJS makes the package, its styles and each sheet's frame; rows are
 * written by us into the stream that it opened for the sheet, because its own cells take five times as long and it heeds no
 * stream that is full (docs/decisions/0016-writing-workbooks.md). The version of ExcelJS is held by a test.
 */
type Opened = ExcelJS.Worksheet & {
  stream: PassThrough
  commit(): void
  _sheetRelsWriter: { addRelationship(relation: { Type: string; Target: string }): string }
  _writeCloseWorksheet(): void
}
type Zip = {
  append(part: Writable | string, entry: { name: string; date?: Date }): unknown
  on(event: 'error', listener: (error: Error) => void): void
}
type Inner = {
  _openStream(path: string): PassThrough
  _worksheets: (ExcelJS.Worksheet | undefined)[]
  zip: Zip
  addThemes(): Promise<void>
  styles: { addStyleModel(style: Partial<ExcelJS.Style>): number }
}

const HEADER: Partial<ExcelJS.Style> = {
  font: { bold: true, color: { argb: 'FFFFFFFF' }, name: 'Calibri', size: 11 },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF0C3B40' } },
  alignment: { vertical: 'middle' },
}
const WIDTHS: Record<PlainType, number> = { text: 24, number: 10, date: 12, instant: 20, boolean: 9 }
const DAY = 'yyyy-mm-dd'
/** A percentage is kept as 0 to 100, so its sign is only drawn. */
const PERCENTAGE = 'General"%"'
const SHARE = '0.0%'
/** As fast as 1 would be by half again, and a third smaller. */
const LEVEL = 6

/** Of ExcelJS, what writes to a stream: the whole of it, with its readers, takes two and a half times as long to load (0.48 s of CPU, not 0.19). */
const WRITER = 'exceljs/lib/stream/xlsx/workbook-writer.js'
const packages = createRequire(import.meta.url)

/** Opens the package of a workbook around a stream. Only a process that writes a workbook loads what it takes. */
export function openContainer(to: Writable, options: { title: string; creator: string; created: Date }): Container {
  const outcome = watchOutcome(to)
  const tables: { name: string }[] = []
  const Writer = packages(WRITER) as new (given: object) => ExcelJS.stream.xlsx.WorkbookWriter & Inner
  const workbook = new (class extends Writer {
    /** The first part that is put into the zip, by the constructor. */
    override addThemes(): Promise<void> {
      const { zip } = this
      const append = zip.append.bind(zip)
      zip.append = (part, entry) => append(listed(part, entry.name, tables.length), { ...entry, date: ZIP_MOMENT })
      return super.addThemes()
    }
  })({ stream: to, useStyles: true, useSharedStrings: false, zip: { zlib: { level: LEVEL } } })
  const inner: Inner = workbook
  Object.assign(workbook, {
    title: options.title,
    creator: options.creator,
    lastModifiedBy: options.creator,
    created: options.created,
    modified: options.created,
  })
  workbook.views = [{ x: 0, y: 0, width: 28_000, height: 16_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }]
  inner.zip.on('error', outcome.fail)
  inner._openStream = path => {
    const stream = new SheetStream({ highWaterMark: 1 << 18 })
    inner.zip.append(stream, { name: path.replace(/^\//, '') })
    outcome.of(stream)
    return stream
  }
  return {
    styles: cellStyles(inner),
    sheet(tab, { name, columns, leading = 0 }) {
      outcome.check()
      const body = `${columnLetters(leading)}2`
      const sheet = workbook.addWorksheet(tab, {
        views: [{ state: 'frozen', xSplit: leading, ySplit: 1, topLeftCell: body, activeCell: body }],
        pageSetup: {
          ...(columns.length <= FITS_ON_A_PAGE ? ONE_PAGE_WIDE : { orientation: 'landscape' }),
          printTitlesRow: '1:1',
        },
      }) as Opened
      Object.assign(sheet.pageSetup, A4)
      sheet.columns = columns.map(({ key, type, width }) => ({
        width: width ?? Math.max(WIDTHS[PLAIN_TYPE[type]], Math.min(key.length + 4, 44)),
      }))
      const header = sheet.addRow(columns.map(({ key }) => cellText(key)))
      header.height = 20
      for (let at = 1; at <= columns.length; at += 1) header.getCell(at).style = HEADER
      header.commit()
      const earlier = tables.filter(table => table.name === name).length
      const number = tables.push({ name })
      const { stream } = sheet
      return {
        write: xml => outcome.send(stream, xml),
        async end(lastRow) {
          outcome.check()
          const relation = sheet._sheetRelsWriter.addRelationship({ Type: TABLE_RELATION, Target: `../tables/table${number}.xml` })
          sheet._writeCloseWorksheet = () => stream.write(`${tableParts(relation)}</worksheet>`)
          await endOf(sheet)
          const keys = columns.map(({ key }) => cellText(key))
          inner.zip.append(tableXml(number, earlier > 0 ? `${name}_${earlier + 1}` : name, keys, lastRow), { name: tablePart(number) })
        },
      }
    },
    async page(name, lines) {
      outcome.check()
      const sheet = workbook.addWorksheet(name, { views: [{ showGridLines: false }], pageSetup: ONE_PAGE_WIDE }) as Opened
      Object.assign(sheet.pageSetup, A4)
      sheet.columns = PAGE_WIDTHS.map(width => ({ width }))
      for (const line of lines) addLine(sheet, line)
      await endOf(sheet)
    },
    async finish(first) {
      outcome.check()
      const sheets = inner._worksheets.filter(sheet => sheet !== undefined)
      const place = ({ name }: ExcelJS.Worksheet) => (first.includes(name) ? first.indexOf(name) : first.length)
      inner._worksheets = sheets.sort((one, other) => place(one) - place(other))
      await outcome.or(workbook.commit())
    },
  }
}

/** A part of the package. The list of its parts, as ExcelJS makes it, knows of no tables: they are put in. */
const listed = (part: Writable | string, name: string, tables: number): Writable | string =>
  name === '[Content_Types].xml' && typeof part === 'string' ? part.replace('</Types>', `${tableTypes(tables)}</Types>`) : part

/** Ends a sheet and waits until the file has taken it, so that no two sheets wait in memory. */
async function endOf(sheet: Opened): Promise<void> {
  const { stream } = sheet
  sheet.commit()
  await finished(stream)
}

/** ExcelJS writes texts and buffers of its own kind, which are used again at once. */
class SheetStream extends PassThrough {
  override write(chunk: unknown): boolean {
    return super.write(typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk : (chunk as { toBuffer(): Buffer }).toBuffer())
  }
}

function cellStyles({ styles }: Inner): StyleFamilies {
  const family = (alignment: Partial<ExcelJS.Style>): CellStyles => {
    const add = (style: Partial<ExcelJS.Style>) => styles.addStyleModel({ ...alignment, ...style })
    return {
      plain: add({}),
      asTyped: add({ numFmt: '@' }),
      wrapped: add({ alignment: WRAP }),
      wrappedAsTyped: add({ numFmt: '@', alignment: WRAP }),
      day: add({ numFmt: DAY }),
      instant: add({ numFmt: INSTANT }),
      percentage: add({ numFmt: PERCENTAGE }),
      share: add({ numFmt: SHARE }),
    }
  }
  return { oneLine: family({}), high: family({ alignment: TOP }) }
}

/** Excel's number for the paper. */
const A4 = { paperSize: 9 }
/** Printed on the width of one page; more columns would be too small to read. */
const FITS_ON_A_PAGE = 18
const ONE_PAGE_WIDE: Partial<ExcelJS.PageSetup> = { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 }
