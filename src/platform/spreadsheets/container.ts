import { PassThrough, type Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type ExcelJS from 'exceljs'
import { londonAhead } from '../london.ts'
import { PLAIN_TYPE, type CellValue, type PlainType } from '../tabular/column.ts'
import type { PageLine } from '../tabular/page.ts'
import { cellText, columnLetters, spelledOut } from './cellXml.ts'
import { linesOf, rowHeight, type CellStyles, type StyleFamilies } from './rowXml.ts'
import type { SheetLayout } from './sheet.ts'

export type OpenSheet = {
  /** Takes the XML of rows, at the pace of the file. */
  stream: Writable
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
type Opened = ExcelJS.Worksheet & { stream: PassThrough; commit(): void }
type Inner = {
  _openStream(path: string): PassThrough
  _worksheets: (ExcelJS.Worksheet | undefined)[]
  zip: { append(stream: Writable, entry: { name: string }): void; on(event: 'error', listener: (error: Error) => void): void }
  styles: { addStyleModel(style: Partial<ExcelJS.Style>): number }
}

const HEADER: Partial<ExcelJS.Style> = {
  font: { bold: true, color: { argb: 'FFFFFFFF' }, name: 'Calibri', size: 11 },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF0C3B40' } },
  alignment: { vertical: 'middle' },
}
const TOP = { vertical: 'top' } as const
const WRAP = { ...TOP, wrapText: true } as const
const WIDTHS: Record<PlainType, number> = { text: 24, number: 10, date: 12, instant: 20, boolean: 9 }
const DAY = 'yyyy-mm-dd'
const INSTANT = 'yyyy-mm-dd hh:mm:ss'

/**
 * Opens the package of a workbook around a stream. ExcelJS and what it brings along are four of ten modules of the program (39 MB, 0.35 s): only
 * a process that writes a workbook loads them.
 */
export async function openContainer(to: Writable, options: { title: string; creator: string; created: Date }): Promise<Container> {
  const outcome = watch(to)
  const { default: exceljs } = await import('exceljs')
  outcome.check()
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream: to,
    useStyles: true,
    useSharedStrings: false,
    zip: { zlib: { level: 6 } },
  })
  const inner = workbook as unknown as Inner
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
    sheet(tab, { columns, leading = 0 }) {
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
      return {
        stream: sheet.stream,
        async end(lastRow) {
          sheet.autoFilter = `A1:${columnLetters(columns.length - 1)}${lastRow}`
          await endOf(sheet)
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
      await Promise.race([workbook.commit(), outcome.broken])
    },
  }
}

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

/** When the file breaks, whoever waits for room in a sheet has to hear of it. */
function watch(to: Writable) {
  let failure: Error | undefined
  let current: PassThrough | undefined
  let reject: (error: Error) => void = () => undefined
  const broken = new Promise<never>((_resolve, refuse) => {
    reject = refuse
  })
  broken.catch(() => undefined)
  const fail = (error: Error) => {
    failure ??= error
    reject(failure)
    current?.destroy(failure)
  }
  to.on('error', fail)
  to.on('close', () => {
    if (!to.writableFinished) fail(new Error('the file was closed before it was whole'))
  })
  return {
    broken,
    fail,
    check() {
      if (failure) throw failure
    },
    of(stream: PassThrough) {
      current = stream
      stream.on('error', () => undefined)
    },
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
    }
  }
  return { oneLine: family({}), high: family({ alignment: TOP }) }
}

/** Excel's number for the paper. */
const A4 = { paperSize: 9 }
const PAGE_WIDTHS = [46, 22, 110]
/** Printed on the width of one page; more columns would be too small to read. */
const FITS_ON_A_PAGE = 18
const ONE_PAGE_WIDE: Partial<ExcelJS.PageSetup> = { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 }
const FONT = { name: 'Calibri', size: 11 }
const BRAND = { argb: 'FF0C3B40' }
const FONTS: Record<'title' | 'heading' | 'heads' | 'link', Partial<ExcelJS.Font>> = {
  title: { ...FONT, bold: true, size: 20, color: BRAND },
  heading: { ...FONT, bold: true, size: 14, color: BRAND },
  heads: { ...FONT, bold: true },
  link: { ...FONT, underline: true, color: { argb: 'FF1D5B8F' } },
}
const UNDERLINED: Partial<ExcelJS.Borders> = { bottom: { style: 'thin', color: BRAND } }

function addLine(sheet: ExcelJS.Worksheet, line: PageLine): void {
  if (line.kind === 'heading') sheet.addRow([' ']).commit()
  const cells = 'cells' in line ? line.cells : [line.text]
  const row = sheet.addRow([])
  for (const [at, value] of cells.entries()) setCell(row.getCell(at + 1), value)
  if ('text' in line) row.getCell(1).alignment = { vertical: 'middle' }
  if (line.kind !== 'line') row.eachCell(cell => (cell.font = FONTS[line.kind]))
  if (line.kind === 'heads') row.eachCell(cell => (cell.border = UNDERLINED))
  if (line.kind === 'line' && line.link !== undefined) {
    row.getCell(1).value = { text: line.link, hyperlink: `#'${line.link}'!A1` }
    row.getCell(1).font = FONTS.link
  }
  row.height =
    'text' in line
      ? TALL[line.kind]
      : rowHeight(cells.reduce<number>((most, value, at) => Math.max(most, linesOf(value, PAGE_WIDTHS[at] ?? 24)), 1))
  row.commit()
}

const TALL = { title: 34, heading: 24 }

function setCell(cell: ExcelJS.Cell, value: CellValue): void {
  cell.alignment = typeof value === 'string' ? WRAP : { ...WRAP, horizontal: 'left' }
  if (value instanceof Date) {
    cell.value = new Date(value.getTime() + londonAhead(value.getTime()))
    cell.numFmt = INSTANT
  } else cell.value = typeof value === 'string' ? spelledOut(cellText(value)) : value
}
