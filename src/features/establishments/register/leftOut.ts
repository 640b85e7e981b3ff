import type { FileLine } from './fileLinesStore.ts'
import { WHY_LEFT_OUT } from './header.ts'

/**
 * The rows of a file that were left out, as a CSV file with the reason of each in a last column. A mark before the first heading
 * tells spreadsheets that it is UTF-8.
 *
 * @param reasons by line
 */
export function leftOutCsv(lines: readonly FileLine[], headingLine: number, reasons: ReadonlyMap<number, string>): string {
  const headings = lines.find(({ line }) => line === headingLine)?.cells ?? []
  const wanted = lines.filter(({ line }) => reasons.has(line))
  const before = headings.indexOf(WHY_LEFT_OUT)
  const own = (cells: readonly string[]) => cells.filter((_cell, at) => at !== before)
  const width = Math.max(0, ...[headings, ...wanted.map(({ cells }) => cells)].map(cells => own(cells).length))
  const row = (cells: readonly string[], last: string) =>
    [...Array.from({ length: width }, (_, at) => own(cells)[at] ?? ''), last].map(csvCell).join(',')
  return `\uFEFF${[row(headings, WHY_LEFT_OUT), ...wanted.map(({ line, cells }) => row(cells, reasons.get(line) ?? ''))].join('\r\n')}\r\n`
}

/** What begins like a formula is given a space before it, which is passed over when the file is read again; a telephone number may begin with +. */
function csvCell(text: string): string {
  const plain = text.replaceAll('\n', '. ')
  const safe = /^[=@\t\r]/.test(plain) || /^[+-](?![\d\s().-]*$)/.test(plain) ? ` ${plain}` : plain
  return /[",\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
