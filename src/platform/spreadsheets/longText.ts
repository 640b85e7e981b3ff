import { cellText, LONGEST_TEXT, partsOf } from './cellXml.ts'
import type { SheetColumn, SheetRow } from './sheet.ts'

/** The sheet in which texts stand whole that are longer than a cell may be. */
export const LONG_TEXT = 'Long text'
export const LONG_TEXT_COLUMNS: readonly SheetColumn[] = [
  { key: 'sheet', type: 'text', width: 20 },
  { key: 'row', type: 'number', width: 10 },
  { key: 'column', type: 'text', width: 34 },
  { key: 'part', type: 'number', width: 8 },
  { key: 'parts', type: 'number', width: 8 },
  { key: 'text', type: 'text', width: 100 },
]

const PART = 32_000

/** The texts of a workbook that are longer than a cell may be. */
export type LongTexts = {
  /** Rows of the sheet "Long text" that are not yet on disk. */
  waiting: SheetRow[]
  /** Keeps a text whole for that sheet. @returns as much of it as fits into its own cell, with a pointer to the rest */
  cut(text: string, tab: string, row: number, column: string): string
}

export function longTexts(): LongTexts {
  const waiting: SheetRow[] = []
  let rows = 0
  return {
    waiting,
    cut(text, tab, row, column) {
      const parts = partsOf(text, PART)
      const first = rows + 2
      rows += parts.length
      for (const [at, part] of parts.entries()) waiting.push([tab, row, column, at + 1, parts.length, part])
      const pointer = `\n[This text goes on: it stands whole in the sheet “${LONG_TEXT}”, rows ${first} to ${first + parts.length - 1}]`
      return cellText((partsOf(text, LONGEST_TEXT - pointer.length)[0] ?? '') + pointer)
    },
  }
}
