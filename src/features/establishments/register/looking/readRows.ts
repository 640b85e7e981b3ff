import { sayNumber } from '../../../../platform/say.ts'
import type { CsvSource } from './openFile.ts'
import { RowSplitter, TooLongRow, UnclosedQuote, type CsvRow } from '../../../../platform/csv/splitRows.ts'
import { UnusableFile } from '../unusableFile.ts'

/** No file that we read comes near these: the national register has 65,000 rows of 140 columns, 3,500 letters in the longest. */
const MOST = { rows: 300_000, blankRows: 100_000, uneven: 20_000, columns: 1000, cell: 10_000, rowLetters: 64 * 1024 }

/**
 * The rows of a CSV file in order, blank lines left out, in constant memory.
 *
 * @throws UnusableFile when a quotation mark is never closed, there is more in a row or of rows than there can be, or the file
 * breaks off in a row
 */
export async function* csvRows(source: CsvSource): AsyncGenerator<CsvRow> {
  const splitter = new RowSplitter(source.separator, MOST.rowLetters)
  const counted = { rows: 0, blankRows: 0, uneven: 0 }
  let width = 0
  let held: CsvRow | undefined
  try {
    for await (const { piece, isLast } of text(source))
      for (const { line, cells } of splitter.take(piece, isLast)) {
        const isBlankRow = cells.every(isBlank)
        if (isBlankRow) counted.blankRows += 1
        else counted.rows += 1
        if (cells.length !== (width || cells.length) && !isBlankRow) counted.uneven += 1
        refuseTooMuch(line, cells, counted)
        if (isBlankRow) continue
        if (held) yield held
        width ||= cells.length
        held = { line, cells }
      }
  } catch (error) {
    throw inWords(error)
  }
  if (held && held.cells.length < width && !source.endsWithNewline) throw brokenOff(held.line)
  if (held) yield held
}

/** The text piece by piece. GIAS writes windows-1252; copies in other encodings go round as well. */
async function* text(source: CsvSource): AsyncGenerator<{ piece: string; isLast: boolean }> {
  const decoder = new TextDecoder(source.encoding)
  for await (const chunk of (await source.open()) as AsyncIterable<Buffer>)
    yield { piece: decoder.decode(chunk, { stream: true }), isLast: false }
  yield { piece: decoder.decode(), isLast: true }
}

type Counted = { rows: number; blankRows: number; uneven: number }

/** @throws UnusableFile */
function refuseTooMuch(line: number, cells: readonly string[], { rows, blankRows, uneven }: Counted): void {
  if (cells.length > MOST.columns)
    throw new UnusableFile(`Line ${line} has ${sayNumber(cells.length)} columns: far more than any such file has.`)
  if (cells.some(cell => cell.length > MOST.cell))
    throw new UnusableFile(
      `Line ${line} holds a cell of more than ${sayNumber(MOST.cell)} characters. A quotation mark may be missing there.`,
    )
  if (rows > MOST.rows) throw new UnusableFile(`This file has more than ${sayNumber(MOST.rows)} rows: far more than any such file has.`)
  if (blankRows > MOST.blankRows)
    throw new UnusableFile(`This file has more than ${sayNumber(MOST.blankRows)} blank lines. Delete the empty rows, and save it again.`)
  if (uneven > MOST.uneven)
    throw new UnusableFile(`More than ${sayNumber(MOST.uneven)} rows of this file have another number of fields than its first line.`)
}

const isBlank = (cell: string): boolean => cell.trim() === ''

function inWords(error: unknown): unknown {
  if (error instanceof UnclosedQuote) return brokenOff(error.line)
  return error instanceof TooLongRow ? tooLongLine(error.line) : error
}

const tooLongLine = (line: number) =>
  new UnusableFile(
    `Line ${line} is longer than any row of such a file can be. A quotation mark may be missing there, or this is another kind of file.`,
  )

const brokenOff = (line: number) =>
  new UnusableFile(`The file breaks off in the middle of a row, on line ${line}: it did not arrive whole. Download it again.`)
