import type { Paragraph, Table } from 'docx'
import { withoutControls } from '../../../platform/forms/fields.ts'
import type { Pack } from '../pack.ts'

/** Words that may stand in XML. */
const clean = (text: string): string => withoutControls(text).replace(/[\uFFFE\uFFFF]/g, '')

/** A4 without its margins, in twentieths of a point: the answer, what is not in place, and what will be done. */
const WIDTHS = [1700, 4000, 3938]

/** The pack as a Word file: real headings, and one table whose first row is repeated on every page. */
export async function wordFile(pack: Pack): Promise<Buffer> {
  // Only a thread that writes one loads what it takes.
  const {
    Document,
    HeadingLevel,
    Packer,
    Paragraph: Line,
    Table: Grid,
    TableCell,
    TableRow,
    TableLayoutType,
    WidthType,
  } = await import('docx')
  const line = (text: string) => new Line({ text: clean(text) })
  const heading = (text: string) => new Line({ text: clean(text), heading: HeadingLevel.HEADING_1 })
  const bullets = (items: readonly string[]) => items.map(text => new Line({ text: clean(text), bullet: { level: 0 } }))
  const row = (cells: readonly (readonly string[])[], tableHeader = false) =>
    new TableRow({
      tableHeader,
      cantSplit: true,
      children: cells.map(
        (lines, at) => new TableCell({ children: lines.map(line), width: { size: WIDTHS[at] ?? 0, type: WidthType.DXA } }),
      ),
    })
  const { notInPlace, since } = pack
  const table: Table[] =
    notInPlace.length === 0
      ? []
      : [
          new Grid({
            layout: TableLayoutType.FIXED,
            columnWidths: WIDTHS,
            rows: [
              row([['Answer'], ['What is not in place'], ['What will be done, who will do it and by when']], true),
              ...notInPlace.map(({ answer, before, label, section, comment, action }) =>
                row([
                  [answer, ...(before === null ? [] : [`Last time: ${before}`])],
                  [label, section, ...(comment === null ? [] : [comment])],
                  [action ?? 'Not said yet'],
                ]),
              ),
            ],
          }),
        ]
  const children: (Paragraph | Table)[] = [
    new Line({ text: clean(pack.establishment), heading: HeadingLevel.TITLE }),
    line(pack.round),
    ...pack.facts.map(({ key, value }) => line(`${key}: ${value}`)),
    heading(pack.heading),
    ...table,
    ...(since === null ? [] : [heading(since.heading)]),
    ...(since && since.worse.length > 0 ? [line('Worse than last time'), ...bullets(since.worse)] : []),
    ...(since && since.better.length > 0 ? [line('Better than last time'), ...bullets(since.better)] : []),
    ...(since?.none ? [line(since.none)] : []),
  ]
  const styles = {
    default: { document: { run: { font: 'Arial', size: 22, language: { value: 'en-GB' } }, paragraph: { spacing: { after: 120 } } } },
  }
  const margin = { top: 1134, bottom: 1134, left: 1134, right: 1134 }
  const page = { page: { size: { width: 11906, height: 16838 }, margin } }
  return Packer.toBuffer(
    new Document({ title: clean(pack.establishment), creator: 'Safeguarding Audit', styles, sections: [{ properties: page, children }] }),
  )
}
