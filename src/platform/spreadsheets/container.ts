import type { Writable } from 'node:stream'
import { writeZip } from '../files/writeZip.ts'
import { PLAIN_TYPE, type PlainType } from '../tabular/column.ts'
import type { PageLine } from '../tabular/page.ts'
import { cellText, columnLetters, textCell } from './cellXml.ts'
import { PAGE_WIDTHS, pageXml } from './pageXml.ts'
import { directoryParts, SHEET_START, sheetPart, sheetRelations, tablePart, type Tab } from './parts.ts'
import type { SheetLayout } from './sheet.ts'
import { PAGE_STYLES, stylesXml } from './styles.ts'

export type OpenSheet = {
  /** Takes the XML of rows, at the pace of the file. */
  write(xml: string | Buffer): Promise<void>
  /** @param lastRow the number of the last row that was written */
  end(lastRow: number): Promise<void>
}

/** The package of a workbook: its sheets are written one after the other, and what says which there are comes last. */
export type Container = {
  sheet(tab: string, layout: SheetLayout): Promise<OpenSheet>
  page(name: string, lines: readonly PageLine[]): Promise<void>
  finish(first: readonly string[]): Promise<void>
}

/** As fast as 1 would be by half again, and a third smaller. */
const LEVEL = 6
const WIDTHS: Record<PlainType, number> = { text: 24, number: 10, date: 12, instant: 20, boolean: 9 }
/** Printed on the width of one page; more columns would be too small to read. */
const FITS_ON_A_PAGE = 18

export function openContainer(to: Writable, facts: { title: string; creator: string; created: Date }): Container {
  const zip = writeZip(to, LEVEL)
  const tabs: Tab[] = []
  const part = async ([name, xml]: readonly [string, string]) => {
    const entry = await zip.entry(name)
    await entry.write(xml)
    await entry.end()
  }
  const newTab = (name: string, table: number | null): Tab => {
    const tab = { name, part: tabs.length + 1, table }
    tabs.push(tab)
    return tab
  }
  return {
    async sheet(name, layout) {
      const table = tabs.filter(tab => tab.table !== null).length + 1
      const tab = newTab(name, table)
      const again = tabs.filter(({ name: other }) => other === layout.title || other.startsWith(`${layout.title} (`)).length
      const entry = await zip.entry(sheetPart(tab.part))
      await entry.write(sheetStart(layout))
      return {
        write: xml => entry.write(xml),
        async end(lastRow) {
          await entry.write(`</sheetData>${PRINTED}<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>`)
          await entry.end()
          const keys = layout.columns.map(({ key }) => cellText(key))
          await part(tablePart(table, again > 1 ? `${layout.name}_${again}` : layout.name, keys, lastRow))
          await part(sheetRelations(tab))
        },
      }
    },
    async page(name, lines) {
      const { rows, links } = pageXml(lines)
      const views = '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
      const start = `${SHEET_START}${ONE_PAGE_WIDE}${views}${DEFAULT_ROW}${colsXml(PAGE_WIDTHS)}`
      await part([sheetPart(newTab(name, null).part), `${start}<sheetData>${rows}</sheetData>${links}${PRINTED}</worksheet>`])
    },
    async finish(first) {
      const place = ({ name }: Tab) => (first.includes(name) ? first.indexOf(name) : first.length)
      const shown = [...tabs].sort((one, other) => place(one) - place(other))
      for (const made of directoryParts(shown, facts, stylesXml())) await part(made)
      await zip.end()
    },
  }
}

const ONE_PAGE_WIDE = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
const DEFAULT_ROW = '<sheetFormatPr defaultRowHeight="15"/>'
/** A4, on its side. How many pages wide is said in `sheetPr`. */
const PRINTED =
  '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'

function sheetStart({ columns, leading = 0 }: SheetLayout): string {
  const body = `${columnLetters(leading)}2`
  const split = leading === 0 ? '' : ` xSplit="${leading}"`
  const pane = leading === 0 ? 'bottomLeft' : 'bottomRight'
  const views = `<sheetViews><sheetView workbookViewId="0"><pane${split} ySplit="1" topLeftCell="${body}" activePane="${pane}" state="frozen"/><selection pane="${pane}" activeCell="${body}" sqref="${body}"/></sheetView></sheetViews>`
  const widths = columns.map(({ key, type, width }) => width ?? Math.max(WIDTHS[PLAIN_TYPE[type]], Math.min(key.length + 4, 44)))
  const cells = columns.map(({ key }, at) => textCell(`<c r="${columnLetters(at)}1" s="${PAGE_STYLES.header}"`, cellText(key)))
  const fits = columns.length <= FITS_ON_A_PAGE ? ONE_PAGE_WIDE : ''
  return `${SHEET_START}${fits}${views}${DEFAULT_ROW}${colsXml(widths)}<sheetData><row r="1" ht="20" customHeight="1">${cells.join('')}</row>`
}

const colsXml = (widths: readonly number[]): string =>
  `<cols>${widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`
