import type ExcelJS from 'exceljs'
import { londonAhead } from '../london.ts'
import type { CellValue } from '../tabular/column.ts'
import type { PageLine } from '../tabular/page.ts'
import { cellText, spelledOut } from './cellXml.ts'
import { linesOf, rowHeight } from './rowXml.ts'

export const TOP = { vertical: 'top' } as const
export const WRAP = { ...TOP, wrapText: true } as const
export const INSTANT = 'yyyy-mm-dd hh:mm:ss'
/** How many characters wide the columns of a page are. */
export const PAGE_WIDTHS = [46, 22, 110]
const FONT = { name: 'Calibri', size: 11 }
const BRAND = { argb: 'FF0C3B40' }
const FONTS: Record<'title' | 'heading' | 'heads' | 'link', Partial<ExcelJS.Font>> = {
  title: { ...FONT, bold: true, size: 20, color: BRAND },
  heading: { ...FONT, bold: true, size: 14, color: BRAND },
  heads: { ...FONT, bold: true },
  link: { ...FONT, underline: true, color: { argb: 'FF1D5B8F' } },
}
const UNDERLINED: Partial<ExcelJS.Borders> = { bottom: { style: 'thin', color: BRAND } }

/** Adds a line of a page that people read. */
export function addLine(sheet: ExcelJS.Worksheet, line: PageLine): void {
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
