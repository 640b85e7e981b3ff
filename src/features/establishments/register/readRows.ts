import { parse, CsvError, type Options } from 'csv-parse'
import { Readable } from 'node:stream'
import type { CsvSource } from './openFile.ts'
import { UnusableFile } from './unusableFile.ts'

/** A row of a CSV file and the line that it begins on, counted from 1. */
export type CsvRow = { line: number; cells: string[] }

/** No row of any file that we read comes near this. */
const LONGEST_ROW = 1024 * 1024

/**
 * The rows of a CSV file in order, blank lines left out, in constant memory.
 *
 * @throws UnusableFile when a quotation mark is never closed, a line is longer than any row can be, or the file breaks off in a row
 */
export async function* csvRows(source: CsvSource): AsyncGenerator<CsvRow> {
  // The parser counts a line end within quotation marks twice when it is CRLF: so lines are counted here.
  let next = 1
  const options: Options<CsvRow, string[]> = {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    on_record(cells, { empty_lines }) {
      const line = next + empty_lines
      next += 1 + brokenLines(cells)
      return cells.every(isBlank) ? null : { line, cells }
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
  if (held && held.cells.length < width && !source.endsWithNewline) throw brokenOff(held.line)
  if (held) yield held
}

/** The bytes as UTF-8. GIAS writes windows-1252; copies in UTF-8 go round as well. */
async function* text(source: CsvSource): AsyncGenerator<Buffer> {
  const bytes = (await source.open()) as AsyncIterable<Buffer>
  if (source.encoding === 'utf-8') {
    yield* bytes
    return
  }
  const decoder = new TextDecoder(source.encoding)
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }))
}

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
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new UnusableFile(
      `Line ${line} is longer than any row of such a file can be. A quotation mark may be missing there, or this is another kind of file.`,
    )
  return new UnusableFile(`Line ${line} cannot be read as a row of a CSV file.`)
}

const brokenOff = (line: number) =>
  new UnusableFile(`The file breaks off in the middle of a row, on line ${line}: it did not arrive whole. Download it again.`)
