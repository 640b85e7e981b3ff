/** The numbers of the styles that cells carry: in rows of one line, and in rows that are as high as their longest text. */
export type CellStyles = Record<'plain' | 'asTyped' | 'wrapped' | 'wrappedAsTyped' | 'day' | 'instant' | 'percentage' | 'share', number>
export type StyleFamilies = { oneLine: CellStyles; high: CellStyles }
/** Those of the header row, and of what people read. */
type PageStyles = Record<'header' | 'title' | 'heading' | 'heads' | 'link' | 'text' | 'number' | 'moment', number>

const BRAND = 'FF0C3B40'
const FONTS = [
  font('11'),
  font('11', '<b/>', 'FFFFFFFF'),
  font('20', '<b/>', BRAND),
  font('14', '<b/>', BRAND),
  font('11', '<b/>'),
  font('11', '<u/>', 'FF1D5B8F'),
]
const FILLS = ['<patternFill patternType="none"/>', '<patternFill patternType="gray125"/>', solid(BRAND)]
const BORDERS = [
  '<left/><right/><top/><bottom/><diagonal/>',
  `<left/><right/><top/><bottom style="thin"><color rgb="${BRAND}"/></bottom><diagonal/>`,
]
/** Formats of our own are numbered from 164 on; 49 is "text". A percentage is kept as 0 to 100, so its sign is only drawn. */
const FORMATS = { day: 'yyyy-mm-dd', instant: 'yyyy-mm-dd hh:mm:ss', percentage: 'General"%"', share: '0.0%' }
const NUMBER_OF = { plain: 0, asTyped: 49, day: 164, instant: 165, percentage: 166, share: 167 }

type Look = { format?: number; font?: number; fill?: number; border?: number; alignment?: string }
const TOP = 'vertical="top"'
const WRAP = `${TOP} wrapText="1"`
const LEFT = `${WRAP} horizontal="left"`
const looks: Look[] = []
const add = (look: Look): number => looks.push(look) - 1

const family = (alignment: Look): CellStyles => ({
  plain: add(alignment),
  asTyped: add({ ...alignment, format: NUMBER_OF.asTyped }),
  wrapped: add({ alignment: WRAP }),
  wrappedAsTyped: add({ alignment: WRAP, format: NUMBER_OF.asTyped }),
  day: add({ ...alignment, format: NUMBER_OF.day }),
  instant: add({ ...alignment, format: NUMBER_OF.instant }),
  percentage: add({ ...alignment, format: NUMBER_OF.percentage }),
  share: add({ ...alignment, format: NUMBER_OF.share }),
})

// The first one is what cells without a style have.
export const CELL_STYLES: StyleFamilies = { oneLine: family({}), high: family({ alignment: TOP }) }
export const PAGE_STYLES: PageStyles = {
  header: add({ font: 1, fill: 2, alignment: 'vertical="center"' }),
  title: add({ font: 2, alignment: 'vertical="center"' }),
  heading: add({ font: 3, alignment: 'vertical="center"' }),
  heads: add({ font: 4, border: 1, alignment: WRAP }),
  link: add({ font: 5, alignment: WRAP }),
  text: add({ alignment: WRAP }),
  number: add({ alignment: LEFT }),
  moment: add({ alignment: LEFT, format: NUMBER_OF.instant }),
}

/** The part of a workbook that says what the numbers of styles mean. */
export const stylesXml = (): string =>
  `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${[
    list('numFmts', Object.entries(FORMATS).map(formatXml)),
    list('fonts', FONTS),
    list(
      'fills',
      FILLS.map(fill => `<fill>${fill}</fill>`),
    ),
    list(
      'borders',
      BORDERS.map(border => `<border>${border}</border>`),
    ),
    list('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
    list('cellXfs', looks.map(lookXml)),
    list('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
  ].join('')}</styleSheet>`

const list = (name: string, items: readonly string[]): string => `<${name} count="${items.length}">${items.join('')}</${name}>`

function font(size: string, marks = '', colour?: string): string {
  return `<font>${marks}<sz val="${size}"/>${colour === undefined ? '' : `<color rgb="${colour}"/>`}<name val="Calibri"/><family val="2"/></font>`
}

function solid(colour: string): string {
  return `<patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill>`
}

const formatXml = ([name, code]: [string, string]): string =>
  `<numFmt numFmtId="${NUMBER_OF[name as keyof typeof FORMATS]}" formatCode="${code.replaceAll('"', '&quot;')}"/>`

function lookXml({ format = 0, font: fontId = 0, fill = 0, border = 0, alignment }: Look): string {
  const applied = `applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"`
  const start = `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fill}" borderId="${border}" xfId="0" ${applied}`
  return alignment === undefined ? `${start}/>` : `${start} applyAlignment="1"><alignment ${alignment}/></xf>`
}
