import { attribute, columnLetters, spelledOut } from './cellXml.ts'

/** A tab of a workbook as its directory knows it: the numbers of its own part, and of the table in it. */
export type Tab = { name: string; part: number; table: number | null }

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SHEETS = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** What a sheet begins with. */
export const SHEET_START = `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">`

export const sheetPart = (part: number): string => `xl/worksheets/sheet${part}.xml`

/** What a sheet refers to: the table in it. */
export const sheetRelations = ({ part, table }: Tab): [string, string] => [
  `xl/worksheets/_rels/sheet${part}.xml.rels`,
  relations([['table', `../tables/table${String(table)}.xml`]]),
]

/**
 * A table that formulas can name: `responses_long[code]`. Its columns are those of the header.
 *
 * @param rows how many the sheet has, its header among them. A table without a row of its own is none, so one is left blank for it.
 */
export function tablePart(number: number, name: string, columns: readonly string[], rows: number): [string, string] {
  const ref = `A1:${columnLetters(columns.length - 1)}${Math.max(rows, 2)}`
  const named = columns.map((column, at) => `<tableColumn id="${at + 1}" name="${attribute(spelledOut(column))}"/>`)
  return [
    `xl/tables/table${number}.xml`,
    `${HEAD}<table xmlns="${MAIN}" id="${number}" name="${name}" displayName="${name}" ref="${ref}" totalsRowShown="0"><autoFilter ref="${ref}"/><tableColumns count="${columns.length}">${named.join('')}</tableColumns><tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>`,
  ]
}

/**
 * The parts that say what the others are, to be written last.
 *
 * @param tabs in the order in which they are shown
 */
export function directoryParts(
  tabs: readonly Tab[],
  facts: { title: string; creator: string; created: Date },
  styles: string,
): [string, string][] {
  return [
    ['xl/styles.xml', HEAD + styles],
    ['xl/workbook.xml', workbookXml(tabs)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([...tabs.map(({ part }): [string, string] => ['worksheet', `worksheets/sheet${part}.xml`]), ['styles', 'styles.xml']]),
    ],
    ['docProps/core.xml', coreXml(facts)],
    ['_rels/.rels', packageRelations()],
    ['[Content_Types].xml', contentTypes(tabs)],
  ]
}

function workbookXml(tabs: readonly Tab[]): string {
  const sheets = tabs.map(({ name }, at) => `<sheet name="${attribute(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
  // The header is printed on every page of a sheet with rows.
  const titles = tabs.flatMap(({ name, table }, at) =>
    table === null
      ? []
      : [`<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${attribute(`'${name.replaceAll("'", "''")}'!$1:$1`)}</definedName>`],
  )
  const names = titles.length === 0 ? '' : `<definedNames>${titles.join('')}</definedNames>`
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28000" windowHeight="16000" activeTab="0"/></bookViews><sheets>${sheets.join('')}</sheets>${names}</workbook>`
}

const relations = (targets: readonly [kind: string, target: string][]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${targets.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`).join('')}</Relationships>`

const packageRelations = (): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

function coreXml({ title, creator, created }: { title: string; creator: string; created: Date }): string {
  const moment = `${created.toISOString().slice(0, 19)}Z`
  const dated = ['created', 'modified'].map(name => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${moment}</dcterms:${name}>`)
  return `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${attribute(title)}</dc:title><dc:creator>${attribute(creator)}</dc:creator><cp:lastModifiedBy>${attribute(creator)}</cp:lastModifiedBy>${dated.join('')}</cp:coreProperties>`
}

function contentTypes(tabs: readonly Tab[]): string {
  const part = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${type}"/>`
  const parts = [
    part('xl/workbook.xml', `${SHEETS}.sheet.main+xml`),
    part('xl/styles.xml', `${SHEETS}.styles+xml`),
    part('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
    ...tabs.map(tab => part(sheetPart(tab.part), `${SHEETS}.worksheet+xml`)),
    ...tabs.flatMap(({ table }) => (table === null ? [] : [part(`xl/tables/table${table}.xml`, `${SHEETS}.table+xml`)])),
  ]
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join('')}</Types>`
}
