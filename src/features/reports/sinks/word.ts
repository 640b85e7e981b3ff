import type * as Docx from 'docx'
import type { IParagraphOptions, IRunOptions, ITableCellOptions, Paragraph, Table as WordTable, TableRow as WordRow } from 'docx'
import { withoutControls } from '../../../platform/forms/fields.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayNumber } from '../../../platform/say.ts'
import { COVERED, type AnswerRows, type Block, type Cell, type Part, type Report, type Table } from '../report.ts'

type Written = Paragraph | WordTable

const BRAND = '0F5257'
const PALE = 'E7EFEF'
const QUIET = '4A5D60'
/** A4 without its margins, in twentieths of a point. */
const WIDTH = 9638
/** What a bar can be long at most: the third column of a table of answers, less the margins of a cell. */
const BAR = 3400
const ANSWER_COLUMNS = [4638, 1400, 3600]

/** Words that may stand in XML: no control characters, no half of a surrogate pair, none of the two that are no characters. */
const clean = (text: string): string => withoutControls(text).replace(/[\uFFFE\uFFFF]/g, '')

/**
 * A report as a Word file: real headings, tables whose first row is repeated on every page, bars that are drawn by the shading of an
 * empty line, so that they can be edited and nobody is read them, and the marking with the number of the page on every page.
 */
export async function wordFile(report: Report): Promise<Buffer> {
  // Only a process that writes one loads what it takes.
  const docx = await import('docx')
  const { Document, Footer, Header, Packer, PageNumber, Paragraph: Line, TextRun } = docx
  const write = writer(docx)
  const run = (options: IRunOptions) => new TextRun(options)
  const small = { size: 18, color: QUIET }
  const document = new Document({
    title: clean(report.title),
    creator: clean(report.partnership),
    description: clean(`${report.marking} Numbers as of ${sayInstant(new Date(report.at))}.`),
    styles: styles(),
    features: { updateFields: false },
    sections: [
      {
        properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 } } },
        headers: {
          default: new Header({ children: [new Line({ children: [run({ text: clean(report.marking), bold: true, ...small })] })] }),
        },
        footers: {
          default: new Footer({
            children: [
              new Line({
                children: [
                  new TextRun({ text: `${clean(report.round.name)}: page `, ...small }),
                  new TextRun({ children: [PageNumber.CURRENT], ...small }),
                  new TextRun({ text: ' of ', ...small }),
                  new TextRun({ children: [PageNumber.TOTAL_PAGES], ...small }),
                ],
              }),
            ],
          }),
        },
        children: [...write.front(report), ...report.parts.flatMap(part => write.part(part))],
      },
    ],
  })
  return Packer.toBuffer(document)
}

const styles = () => ({
  default: {
    document: { run: { font: 'Arial', size: 22, language: { value: 'en-GB' } }, paragraph: { spacing: { after: 140 } } },
    title: { run: { font: 'Arial', size: 44, bold: true, color: BRAND }, paragraph: { spacing: { after: 120 } } },
    heading1: {
      run: { font: 'Arial', size: 32, bold: true, color: BRAND },
      paragraph: { spacing: { before: 400, after: 160 }, keepNext: true },
    },
    heading2: { run: { font: 'Arial', size: 26, bold: true }, paragraph: { spacing: { before: 280, after: 120 }, keepNext: true } },
  },
  paragraphStyles: [
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { bold: true, size: 20 },
      paragraph: { keepNext: true, spacing: { before: 160, after: 80 } },
    },
  ],
})

function writer(docx: typeof Docx) {
  const { Bookmark, HeadingLevel, InternalHyperlink, Paragraph: Line, Table: Grid, TableCell, TableRow, TextRun, WidthType } = docx
  const run = (options: IRunOptions) => new TextRun(options)
  const line = (text: string, more: IParagraphOptions = {}) => new Line({ text: clean(text), ...more })

  const cell = (children: Paragraph[], width: number, more: Partial<ITableCellOptions> = {}) =>
    new TableCell({ children, width: { size: width, type: WidthType.DXA }, margins: { top: 40, bottom: 40, left: 80, right: 80 }, ...more })
  const inCell = (text: string, { bold = false, numeric = false } = {}) =>
    new Line({
      children: [run({ text: clean(text), bold, size: 20 })],
      spacing: { after: 0 },
      ...(numeric ? { alignment: docx.AlignmentType.RIGHT } : {}),
    })
  const headRow = (texts: readonly { text: string; numeric?: boolean }[], widths: readonly number[]) =>
    new TableRow({
      tableHeader: true,
      cantSplit: true,
      children: texts.map(({ text, numeric }, at) =>
        cell([inCell(text, { bold: true, numeric: numeric ?? false })], widths[at] ?? 0, { shading: { fill: PALE } }),
      ),
    })
  const grid = (rows: WordRow[], widths: readonly number[]) =>
    new Grid({
      rows,
      columnWidths: widths,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      layout: docx.TableLayoutType.FIXED,
    })

  /** Shading fills a line between its indents: a line that ends there is a bar. */
  const bar = (share: number) =>
    new Line({
      children: [new TextRun({ text: '', size: 16 })],
      shading: { fill: BRAND },
      spacing: { before: 30, after: 0 },
      indent: { right: Math.round(BAR * (1 - share)) },
    })

  function table({ caption, captionHidden = false, columns, rows, foot }: Table): Written[] {
    const widths = widthsOf(columns)
    const rowOf = (cells: readonly Cell[], bold: boolean) =>
      new TableRow({
        cantSplit: true,
        children: cells.map((value, at) =>
          cell([inCell(sayCell(value), { bold, numeric: columns[at]?.numeric ?? false })], widths[at] ?? 0),
        ),
      })
    const all = [headRow(columns, widths), ...rows.map(cells => rowOf(cells, false)), ...(foot ? [rowOf(foot, true)] : [])]
    return [...(captionHidden ? [] : [line(caption, { style: 'Caption' })]), grid(all, widths), line('')]
  }

  function answers({ question, whom, rows, all, asked }: AnswerRows): Written[] {
    const heads = [{ text: whom }, { text: 'Number', numeric: true }, { text: `Of ${sayNumber(asked)}` }]
    const rowOf = (label: string, count: number | null, hasBar: boolean, bold = false) =>
      new TableRow({
        cantSplit: true,
        children: [
          cell([inCell(label, { bold })], ANSWER_COLUMNS[0] ?? 0),
          cell([inCell(sayCell(count), { numeric: true, bold })], ANSWER_COLUMNS[1] ?? 0),
          cell([hasBar && count !== null && count > 0 && asked > 0 ? bar(count / asked) : inCell('')], ANSWER_COLUMNS[2] ?? 0),
        ],
      })
    const body = rows.map(({ label, count, bar: hasBar }) => rowOf(label, count, hasBar))
    return [
      line(question, { style: 'Caption' }),
      grid([headRow(heads, ANSWER_COLUMNS), ...body, rowOf('All', all, false, true)], ANSWER_COLUMNS),
      line(''),
    ]
  }

  function block(one: Block): Written[] {
    switch (one.kind) {
      case 'text':
        return [line(one.text)]
      case 'list':
        return one.items.map(item => line(item, { bullet: { level: 0 } }))
      case 'table':
        return table(one.table)
      case 'answers':
        return answers(one.answers)
      case 'quotes':
        return [
          line(`In their own words: ${one.about}`, { style: 'Caption' }),
          ...one.quotes.map(({ text, who }) => line(`“${text}” ${who}`, { indent: { left: 400 } })),
        ]
    }
  }

  const heading = ({ id, title, level }: Part) =>
    new Line({
      heading: level === 2 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
      children: [new Bookmark({ id: bookmarkOf(id), children: [new TextRun(clean(title))] })],
    })

  return {
    part: (part: Part): Written[] => [heading(part), ...part.blocks.flatMap(block)],
    front: ({ title, partnership, marking, at, parts }: Report): Written[] => [
      line(title, { heading: HeadingLevel.TITLE }),
      line(partnership),
      new Line({ children: [run({ text: clean(marking), bold: true })] }),
      line(`Numbers as of ${sayInstant(new Date(at))}.`),
      line('Contents', { style: 'Caption' }),
      ...parts
        .filter(({ level }) => level === 2)
        .map(({ id, title: of }) => {
          const link = new InternalHyperlink({ anchor: bookmarkOf(id), children: [new TextRun({ text: clean(of), style: 'Hyperlink' })] })
          return new Line({ children: [link], spacing: { after: 40 } })
        }),
    ],
  }
}

const bookmarkOf = (id: string): string => id.replaceAll('-', '_')

const sayCell = (cell: Cell): string => (cell === null ? COVERED : typeof cell === 'number' ? sayNumber(cell) : cell)

/** Columns of numbers are narrow, the first of words a little wider than the others where there are several. */
function widthsOf(columns: Table['columns']): number[] {
  const numeric = columns.filter(column => column.numeric).length
  const narrow = Math.min(1400, Math.floor((WIDTH * 0.6) / Math.max(numeric, 1)))
  const weights = columns.map((column, at): number => (column.numeric ? 0 : at === 0 && columns.length > 2 ? 1.4 : 1))
  const left = WIDTH - numeric * narrow
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return columns.map((column, at) => (column.numeric ? narrow : Math.floor((left * (weights[at] ?? 0)) / sum)))
}
