import { columnLetters } from '../tabular/cellPlace.ts'
import { PLAIN_TYPE, type CellValue, type ColumnType } from '../tabular/column.ts'
import { booleanCell, cellText, daySerial, instantSerial, LONGEST_TEXT, numberCell, textCell } from './cellXml.ts'

/** The numbers of the styles that cells carry: in rows of one line, and in rows that are as high as their longest text. */
export type CellStyles = Record<'plain' | 'asTyped' | 'wrapped' | 'wrappedAsTyped' | 'day' | 'instant' | 'percentage' | 'share', number>
export type StyleFamilies = { oneLine: CellStyles; high: CellStyles }

/** What a spreadsheet program would compute if somebody typed it. */
const COMPUTED = /^[=+\-@\t]/

/**
 * Makes the XML of rows. Blank values have no cell.
 *
 * @param tooLong is handed a text that is longer than a cell may be, and gives back one that is not
 */
export function rowWriter(
  columns: readonly { type: ColumnType; wrap?: boolean; width?: number }[],
  families: StyleFamilies,
  tooLong: (text: string, column: number) => string,
): (number: number, values: readonly CellValue[]) => string {
  const styles = columns.some(({ wrap }) => wrap) ? families.high : families.oneLine
  const plans = columns.map((column, at) => ({ letters: columnLetters(at), ...cellPlan(column, styles) }))
  const cellXml = (plan: (typeof plans)[number], at: number, start: string, value: string | number | boolean | Date): string => {
    if (typeof value !== 'string') return plan.other(start, value)
    const serial = plan.isDay ? daySerial(value) : null
    if (serial !== null) return numberCell(start + plan.dayStyle, serial)
    const text = cellText(value)
    const kept = text.length > LONGEST_TEXT ? tooLong(text, at) : text
    return textCell(start + (COMPUTED.test(kept) ? plan.asTyped : plan.textStyle), kept)
  }
  const wrapped = columns.flatMap(({ wrap, width }, at) => (wrap ? [{ at, width: width ?? 24 }] : []))
  const heightOf = (values: readonly CellValue[]): string => {
    const lines = wrapped.reduce((most, { at, width }) => Math.max(most, linesOf(values[at], width)), 1)
    return lines === 1 ? '' : ` ht="${rowHeight(lines)}" customHeight="1"`
  }
  return (number, values) => {
    let xml = `<row r="${number}"${heightOf(values)}>`
    plans.forEach((plan, at) => {
      const value = values[at]
      if (value !== null && value !== undefined && value !== '') xml += cellXml(plan, at, `<c r="${plan.letters}${number}"`, value)
    })
    return `${xml}</row>`
  }
}

const MOST_LINES = 14

/** Over how many lines a text goes in a column of a width in characters: not every program works it out when it opens a file. */
export const linesOf = (value: CellValue | undefined, width: number): number =>
  typeof value === 'string' ? value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / (width * 1.15))), 0) : 1

export const rowHeight = (lines: number): number => 15 * Math.min(lines, MOST_LINES) + 1

function cellPlan({ type, wrap }: { type: ColumnType; wrap?: boolean }, styles: CellStyles) {
  const style = (number: number) => (number === 0 ? '' : ` s="${number}"`)
  const plainType = PLAIN_TYPE[type]
  const instant = style(styles.instant)
  const plain = style(wrap ? styles.wrapped : type === 'percentage' || type === 'share' ? styles[type] : styles.plain)
  return {
    isDay: plainType === 'date',
    dayStyle: style(styles.day),
    textStyle: plain,
    asTyped: style(wrap ? styles.wrappedAsTyped : styles.asTyped),
    other: (start: string, value: number | boolean | Date): string => {
      if (typeof value === 'boolean') return booleanCell(start + plain, value)
      if (typeof value !== 'number') return numberCell(start + instant, instantSerial(value.getTime()))
      return plainType === 'instant' ? numberCell(start + instant, instantSerial(value)) : numberCell(start + plain, value)
    },
  }
}
