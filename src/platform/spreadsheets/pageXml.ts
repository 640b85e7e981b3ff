import type { CellValue } from '../tabular/column.ts'
import type { PageLine } from '../tabular/page.ts'
import { attribute, booleanCell, cellText, columnLetters, instantSerial, numberCell, textCell } from './cellXml.ts'
import { linesOf, rowHeight } from './rowXml.ts'
import { PAGE_STYLES } from './styles.ts'

/** How many characters wide the columns of a page are. */
export const PAGE_WIDTHS = [46, 22, 110]
const TALL = { title: 34, heading: 24 }

/** A page that people read: its rows, and the links in it, which lead to other tabs. */
export function pageXml(lines: readonly PageLine[]): { rows: string; links: string } {
  let rows = ''
  let links = ''
  let number = 0
  for (const line of lines) {
    // A line is left free above a heading.
    number += line.kind === 'heading' ? 2 : 1
    rows += rowXml(number, line)
    if (line.kind === 'line' && line.link !== undefined) links += linkXml(number, line.link)
  }
  return { rows, links: links === '' ? '' : `<hyperlinks>${links}</hyperlinks>` }
}

const linkXml = (row: number, tab: string): string =>
  `<hyperlink ref="A${row}" location="${attribute(`'${tab.replaceAll("'", "''")}'!A1`)}" display="${attribute(tab)}"/>`

function rowXml(number: number, line: PageLine): string {
  const cells = 'cells' in line ? line.cells : [line.text]
  const height =
    'text' in line
      ? TALL[line.kind]
      : rowHeight(cells.reduce<number>((most, value, at) => Math.max(most, linesOf(value, PAGE_WIDTHS[at] ?? 24)), 1))
  const xml = cells.map((value, at) => cellXml(`<c r="${columnLetters(at)}${number}"`, value, styleOf(line, at)))
  return `<row r="${number}" ht="${height}" customHeight="1">${xml.join('')}</row>`
}

function styleOf(line: PageLine, at: number): number | undefined {
  if (line.kind !== 'line') return PAGE_STYLES[line.kind]
  return at === 0 && line.link !== undefined ? PAGE_STYLES.link : undefined
}

function cellXml(start: string, value: CellValue, style: number | undefined): string {
  if (value === null) return ''
  if (value instanceof Date) return numberCell(`${start} s="${style ?? PAGE_STYLES.moment}"`, instantSerial(value.getTime()))
  if (typeof value === 'string') return textCell(`${start} s="${style ?? PAGE_STYLES.text}"`, cellText(value))
  const styled = `${start} s="${style ?? PAGE_STYLES.number}"`
  return typeof value === 'number' ? numberCell(styled, value) : booleanCell(styled, value)
}
