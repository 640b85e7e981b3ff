import type { Writable } from 'node:stream'
import type { SheetLayout } from '../../../platform/spreadsheets/sheet.ts'
import { openWorkbook } from '../../../platform/spreadsheets/writeWorkbook.ts'
import type { PlanDocument } from '../document.ts'
import { COLUMN_HEADINGS, COLUMNS, MEASURE_COLUMNS, MEASURE_HEADINGS } from '../workbook/columns.ts'
import { headLines, measureLines, planLines } from '../workbook/write.ts'

const WIDE = new Set(['statement', 'outcomes', 'what', 'outcomeMeasure', 'words'])
const column = (key: string, name: string) => ({ key, type: 'text' as const, width: WIDE.has(name) ? 50 : 20, wrap: true })

const PLAN: SheetLayout = { name: 'plan', title: 'Plan', columns: COLUMNS.map(name => column(COLUMN_HEADINGS[name], name)) }
const MEASURES: SheetLayout = {
  name: 'measures',
  title: 'Measures',
  columns: MEASURE_COLUMNS.map(name => column(MEASURE_HEADINGS[name], name)),
}
const HEAD: SheetLayout = { name: 'head', title: 'About', columns: [column('What', 'statement'), column('Says', 'statement')] }

/**
 * Writes a plan as a workbook that can be imported again without a difference.
 *
 * @param facts.folder where rows may wait
 * @throws what the stream reports
 */
export async function writePlanWorkbook(
  to: Writable,
  document: PlanDocument,
  { madeFrom, ...facts }: { madeFrom: string; created: Date; folder: string },
): Promise<void> {
  const book = await openWorkbook(to, { title: document.title, creator: 'Safeguarding Audit', ...facts })
  try {
    const parts: string[] = []
    for (const [layout, rows] of [
      [PLAN, planLines(document)],
      [MEASURES, measureLines(document)],
      [HEAD, headLines(document, madeFrom)],
    ] as const) {
      const sheet = await book.open(layout)
      await sheet.add(rows)
      parts.push(...(await sheet.end()).parts)
    }
    await book.finish(parts)
  } finally {
    await book.close()
  }
}
