import { openCsvZip } from '../../../platform/csv/writeCsvZip.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { CellValue } from '../../../platform/tabular/column.ts'
import type { PageLine } from '../../../platform/tabular/page.ts'
import type { Format } from '../format.ts'

/** A zip with a CSV file for each data set, for programs and for tables that are wanted without the others. */
export const csv: Format = {
  name: 'csv',
  title: 'zip of CSV files',
  noun: 'zip',
  part: 'file',
  extension: 'zip',
  mediaType: 'application/zip',
  async open(to, { folder }) {
    const zip = await openCsvZip(to, folder)
    return {
      own: [],
      open: set => zip.open(set),
      writeOwn: () => Promise.resolve([]),
      async finish(front) {
        await zip.text('about.txt', [...front, HOW_TEXT_IS_WRITTEN].map(plainLine).join('\r\n') + '\r\n')
        await zip.finish()
      },
      close: () => zip.close(),
    }
  },
}

const HOW_TEXT_IS_WRITTEN: PageLine = {
  kind: 'line',
  cells: [
    'Text in the files',
    null,
    'UTF-8, fields separated by commas. A text that begins like a formula (with =, +, - or @) has an apostrophe before it, so that no spreadsheet computes it.',
  ],
}

/** A line of the first page as plain text. */
function plainLine(line: PageLine): string {
  if ('text' in line) return line.kind === 'title' ? line.text : `\r\n${line.text}\r\n${'-'.repeat(line.text.length)}`
  const cells = line.cells.map(said).filter(text => text !== '')
  return cells.join(' | ')
}

const said = (value: CellValue): string => (value === null ? '' : value instanceof Date ? sayInstant(value) : String(value))
