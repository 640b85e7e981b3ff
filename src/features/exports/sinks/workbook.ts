import { LONG_TEXT } from '../../../platform/spreadsheets/longText.ts'
import { openWorkbook } from '../../../platform/spreadsheets/writeWorkbook.ts'
import type { PageLine } from '../../../platform/tabular/page.ts'
import type { Format } from '../format.ts'

const FRONT = 'About'

/** Everything in one Excel workbook, a sheet for each data set, for analysts. */
export const workbook: Format = {
  name: 'workbook',
  title: 'Excel workbook',
  noun: 'workbook',
  part: 'sheet',
  extension: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  async open(to, facts) {
    const book = await openWorkbook(to, { creator: 'Safeguarding Audit', ...facts })
    const own = { ...LONG_TEXT, columns: [...LONG_TEXT.columns, facts.everyRow.column] }
    let longTexts = 0
    return {
      own: [own],
      open: set => book.open(set),
      async writeOwn() {
        const written = await book.longTexts()
        longTexts = written.rows
        return [{ set: own, ...written }]
      },
      async finish(front, parts) {
        await book.page(FRONT, [...front, ...ofLongTexts(longTexts)])
        await book.finish([FRONT, ...parts])
      },
      close: () => book.close(),
    }
  },
}

const ofLongTexts = (rows: number): PageLine[] =>
  rows === 0
    ? []
    : [{ kind: 'line', cells: ['Long texts', rows, 'Parts of texts that are longer than a cell may be stand in the sheet Long text.'] }]
