import { parse, CsvError, type Options } from 'csv-parse'
import { Readable } from 'node:stream'
import { sayNumber } from '../../../../platform/say.ts'
import type { CsvSource } from './openFile.ts'
import { UnusableFile } from '../unusableFile.ts'

/** A row of a CSV file and the line that it begins on, counted from 1. */
export type CsvRow = { line: number; cells: string[] }

/**
 * No file that we read comes near these: the national register has 65,000 rows of 140 columns, 3,500 bytes in the longest.
 * For each row with another number of fields than the first the parser makes an error, at 80 µs, and lets it go.
 */
const MOST = { rows: 300_000, blankRows: 100_000, uneven: 20_000, columns: 1000, cell: 10_000, rowBytes: 64 * 1024 }

/**
 * The rows of a CSV file in order, blank lines left out, in constant memory.
 *
 * @throws UnusableFile when a quotation mark is never closed, there is more in a row or of rows than there can be, or the file
 * breaks off in a row
 */
export async function* csvRows(source: CsvSource): AsyncGenerator<CsvRow> {
  // The parser counts a line end within quotation marks twice when it is CRLF: so lines are counted here.
  let next = 1
  let rows = 0
  let blank = 0
  const options: Options<CsvRow, string[]> = {
    bom: true,
    delimiter: source.separator,
    // All of them: rows that were pasted in end in their own way.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MOST.rowBytes,
    on_record(cells, { empty_lines, invalid_field_length: uneven }) {
      const line = next + empty_lines
      next += 1 + brokenLines(cells)
      const isEmpty = cells.every(isBlank)
      if (isEmpty) blank += 1
      else rows += 1
      refuseTooMuch(line, cells, { rows, blankRows: blank + empty_lines, uneven })
      return isEmpty ? null : { line, cells }
    },
  }
  // The library's types know records of named columns and of texts, not what a callback makes of them.
  const parser = parse(options as unknown as Options)
  const input = Readable.from(text(source))
  input.on('error', error => parser.destroy(error))
  input.pipe(parser)
  let width = 0
  let held: CsvRow | undefined
  try {
    for await (const row of parser as AsyncIterable<CsvRow>) {
      if (held) yield held
      width ||= row.cells.length
      held = row
    }
  } catch (error) {
    throw inWords(error, next + parser.info.empty_lines)
  } finally {
    input.destroy()
  }
  refuseTooMuch(next, [], { rows, blankRows: blank + parser.info.empty_lines, uneven: 0 })
  if (held && held.cells.length < width && !source.endsWithNewline) throw brokenOff(held.line)
  if (held) yield held
}

/** The bytes as UTF-8, in lines that are not too long. GIAS writes windows-1252; copies in other encodings go round as well. */
const text = (source: CsvSource): AsyncGenerator<Buffer> => withinLines(asUtf8(source))

async function* asUtf8(source: CsvSource): AsyncGenerator<Buffer> {
  const bytes = (await source.open()) as AsyncIterable<Buffer>
  if (source.encoding === 'utf-8') {
    yield* bytes
    return
  }
  const decoder = new TextDecoder(source.encoding)
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }))
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

/** Ends at a line that is too long: the parser's own limit counts letters, and would make a list of 15 million fields of as many commas. */
async function* withinLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let line = 1
  let length = 0
  for await (const chunk of bytes) {
    let from = 0
    for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, from)) {
      from = at + 1
      line += 1
    }
    const last = Math.max(from - 1, chunk.lastIndexOf(RETURN))
    length = last < 0 ? length + chunk.length : chunk.length - 1 - last
    if (length > MOST.rowBytes) throw tooLongLine(line)
    yield chunk
  }
}

const LINE_END = 0x0a
const RETURN = 0x0d

const isBlank = (cell: string): boolean => cell.trim() === ''

/** How many line ends the cells of a row hold: the parser tells where a row ends, people look where it begins. */
function brokenLines(cells: readonly string[]): number {
  let lines = 0
  for (const cell of cells) if (cell.includes('\n')) lines += cell.split('\n').length - 1
  return lines
}

function inWords(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return brokenOff(line)
  if (error.code === 'CSV_MAX_RECORD_SIZE') return tooLongLine(line)
  return new UnusableFile(`Line ${line} cannot be read as a row of a CSV file.`)
}

const tooLongLine = (line: number) =>
  new UnusableFile(
    `Line ${line} is longer than any row of such a file can be. A quotation mark may be missing there, or this is another kind of file.`,
  )

const brokenOff = (line: number) =>
  new UnusableFile(`The file breaks off in the middle of a row, on line ${line}: it did not arrive whole. Download it again.`)
