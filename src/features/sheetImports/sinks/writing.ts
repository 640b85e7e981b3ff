import type { Writable } from 'node:stream'
import type { SheetLayout } from '../../../platform/spreadsheets/sheet.ts'
import { openWorkbook } from '../../../platform/spreadsheets/writeWorkbook.ts'
import type { WrittenSheet } from '../about.ts'

const layoutOf = ({ name, title, headings }: WrittenSheet): SheetLayout => ({
  name,
  title,
  columns: headings.map(({ text, wide }) => ({ key: text, type: 'text' as const, width: wide ? 50 : 20, wrap: true })),
})

/**
 * Writes a workbook of words, as it can be imported again.
 *
 * @param facts.folder where rows may wait
 * @throws what the stream reports
 */
export async function writeBook(
  to: Writable,
  sheets: readonly WrittenSheet[],
  facts: { title: string; created: Date; folder: string },
): Promise<void> {
  const book = await openWorkbook(to, { creator: 'Safeguarding Audit', ...facts })
  try {
    const parts: string[] = []
    for (const one of sheets) {
      const sheet = await book.open(layoutOf(one))
      await sheet.add(one.rows)
      parts.push(...(await sheet.end()).parts)
    }
    await book.finish(parts)
  } finally {
    await book.close()
  }
}
