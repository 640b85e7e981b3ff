import type { CellValue } from '../tabular/column.ts'
import type { DataSet, Row } from '../tabular/dataSet.ts'
import { cellText, LONGEST_TEXT, partsOf } from './cellXml.ts'

/** The sheet in which texts stand whole that are longer than a cell may be. */
export const LONG_TEXT: DataSet = {
  name: 'long_text',
  title: 'Long text',
  description: 'Texts that are longer than a cell may be, whole: one row for each part.',
  columns: [
    { key: 'sheet', type: 'text', label: 'Sheet in which the text was too long for a cell', width: 20 },
    { key: 'row', type: 'integer', label: 'Row of that sheet', width: 10 },
    { key: 'column', type: 'text', label: 'Column of that sheet', width: 34 },
    { key: 'part', type: 'integer', label: 'Which part of the text this is', width: 8 },
    { key: 'parts', type: 'integer', label: 'Into how many it is cut: joined in their order they are the whole text', width: 8 },
    { key: 'text', type: 'text', label: 'The part', personal: 'words', width: 100 },
  ],
}

const PART = 32_000

/** The texts of a workbook that are longer than a cell may be. */
export type LongTexts = {
  /** Rows of the sheet "Long text" that are not yet on disk. */
  waiting: Row[]
  /** Keeps a text whole for that sheet. @returns as much of it as fits into its own cell, with a pointer to the rest */
  cut(text: string, tab: string, row: number, column: string): string
}

/** @param last what stands in the last cell of every row, where there is such a column */
export function longTexts(last?: CellValue): LongTexts {
  const waiting: Row[] = []
  let rows = 0
  return {
    waiting,
    cut(text, tab, row, column) {
      const parts = partsOf(text, PART)
      const first = rows + 2
      rows += parts.length
      for (const [at, part] of parts.entries())
        waiting.push([tab, row, column, at + 1, parts.length, part, ...(last === undefined ? [] : [last])])
      const pointer = `\n[This text goes on: it stands whole in the sheet “${LONG_TEXT.title}”, rows ${first} to ${first + parts.length - 1}]`
      return cellText((partsOf(text, LONGEST_TEXT - pointer.length)[0] ?? '') + pointer)
    },
  }
}
