import type ExcelJS from 'exceljs'
import { zip } from '../../http/evidence/files.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const DAY_ZERO = Date.UTC(1899, 11, 30)

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/**
 * A workbook as LibreOffice 24 saves it (“Excel 2007–365 (.xlsx)”): texts shared and told to keep their spaces, every number marked as one,
 * texts of formulas as `str`, true and false as `b`, its own formats for days and percents, rows with their heights, columns in spans,
 * parts numbered in its own way, and neither the data validations nor the list sheet's name kept as Excel has them.
 *
 * @param book what somebody filled in; of its cells only what they say is written
 */
export function asLibreOffice(book: ExcelJS.Workbook): Promise<Buffer> {
  const shared: string[] = []
  const places = new Map<string, number>()
  const share = (text: string): number => {
    const at = places.get(text) ?? shared.push(text) - 1
    places.set(text, at)
    return at
  }
  const cellOf = (cell: ExcelJS.Cell): string => {
    const { value, address } = cell
    const written = (style: number, type: string, inside: string) => `<c r="${address}" s="${style}" t="${type}">${inside}</c>`
    if (value === null || value === undefined || cell.isMerged) return `<c r="${address}" s="0"/>`
    if (typeof value === 'number') return written(cell.numFmt === '0%' ? 2 : 0, 'n', `<v>${value}</v>`)
    if (typeof value === 'boolean') return written(0, 'b', `<v>${value ? 1 : 0}</v>`)
    if (value instanceof Date) return written(1, 'n', `<v>${(value.getTime() - DAY_ZERO) / 86_400_000}</v>`)
    if (typeof value === 'object' && 'formula' in value) {
      const { formula, result } = value
      return written(0, 'str', `<f aca="false">${escaped(formula ?? '')}</f><v>${escaped(typeof result === 'string' ? result : '')}</v>`)
    }
    return written(0, 's', `<v>${share(cell.text)}</v>`)
  }
  const sheets = book.worksheets.map(sheet => {
    const rows: string[] = []
    sheet.eachRow((row, at) => {
      const cells: string[] = []
      row.eachCell({ includeEmpty: true }, cell => cells.push(cellOf(cell)))
      rows.push(
        `<row r="${at}" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false">${cells.join('')}</row>`,
      )
    })
    return (
      `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr>` +
      `<dimension ref="A1:I${sheet.rowCount}"/><sheetViews><sheetView showFormulas="false" workbookViewId="0"/></sheetViews>` +
      `<sheetFormatPr defaultColWidth="11.53515625" defaultRowHeight="12.8" zeroHeight="false" outlineLevelRow="0" outlineLevelCol="0"/>` +
      `<cols><col collapsed="false" customWidth="true" hidden="false" outlineLevel="0" max="9" min="1" style="0" width="32.4"/></cols>` +
      `<sheetData>${rows.join('')}</sheetData><printOptions headings="false" gridLines="false"/></worksheet>`
    )
  })
  const listed = book.worksheets.map(
    ({ name, state }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" state="${state}" r:id="rId${at + 3}"/>`,
  )
  const link = (id: number, kind: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/relationships/${kind}" Target="${target}"/>`
  const links = (inside: string) =>
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`
  const strings = shared.map(text => `<si><t xml:space="preserve">${escaped(text)}</t></si>`)
  return zip({
    '_rels/.rels': links(link(1, 'officeDocument', 'xl/workbook.xml') + link(3, 'extended-properties', 'docProps/app.xml')),
    'docProps/app.xml': `${HEAD}<Properties xmlns="${OFFICE}/extended-properties"><Application>LibreOffice/24.2.7.2$Linux_X86_64</Application></Properties>`,
    'xl/_rels/workbook.xml.rels': links(
      link(1, 'theme', 'theme/theme1.xml') +
        link(2, 'styles', 'styles.xml') +
        sheets.map((_xml, at) => link(at + 3, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('') +
        link(sheets.length + 3, 'sharedStrings', 'sharedStrings.xml'),
    ),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><fileVersion appName="Calc"/><workbookPr backupFile="false" showObjects="all" date1904="false"/><workbookProtection/><sheets>${listed.join('')}</sheets><calcPr iterateCount="100" refMode="A1" iterate="false" iterateDelta="0.001"/></workbook>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="General"/><numFmt numFmtId="165" formatCode="dd\\/mm\\/yyyy"/><numFmt numFmtId="166" formatCode="0%"/></numFmts><cellXfs count="3"><xf numFmtId="164" fontId="0"/><xf numFmtId="165" fontId="0"/><xf numFmtId="166" fontId="0"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}" count="${shared.length}" uniqueCount="${shared.length}">${strings.join('')}</sst>`,
    ...Object.fromEntries(sheets.map((xml, at) => [`xl/worksheets/sheet${at + 1}.xml`, xml])),
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
  })
}
