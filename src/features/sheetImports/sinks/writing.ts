import type { Writable } from 'node:stream'
import type { SheetLayout } from '../../../platform/spreadsheets/sheet.ts'
import { openWorkbook } from '../../../platform/spreadsheets/writeWorkbook.ts'

/** A sheet to be written: its headings, and its rows in the same order. */
export type WrittenSheet = { name: string; title: string; headings: readonly { text: string; wide: boolean }[]; rows: string[][] }

const layoutOf = ({ name, title, headings }: WrittenSheet): SheetLayout => ({
  name,
  title,
  columns: headings.map(({ text, wide }) => ({ key: text, type: 'text' as const, width: wide ? 50 : 20, wrap: true })),
})

/** The sheet that says what a workbook is, at its end. */
export const aboutSheet = (lines: string[][]): WrittenSheet => ({
  name: 'head',
  title: 'About',
  headings: ['What', 'Says'].map(text => ({ text, wide: true })),
  rows: lines,
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
