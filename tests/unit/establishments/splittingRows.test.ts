import { expect, test } from '@jest/globals'
import { CsvError, parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { RowSplitter, TooLongRow, UnclosedQuote } from '../../../src/platform/csv/splitRows.ts'

const MOST = 64 * 1024

/** The rows of a text that comes in pieces, cut at these places. */
function split(text: string, cuts: readonly number[] = [], separator = ','): { line: number; cells: string[] }[] {
  const splitter = new RowSplitter(separator, MOST)
  const places = [0, ...cuts.map(cut => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
  const rows = places.slice(1).flatMap((to, at) => [...splitter.take(text.slice(places[at], to), false)])
  return [...rows, ...splitter.take('', true)]
}

/** An empty line, or a pair of quotation marks alone: no row for the library, or one of a cell that says nothing. */
const isSaid = (cells: readonly string[]): boolean => cells.length > 1 || cells[0] !== ''

/** The same by the library. */
function parsed(text: string, separator: string): string[][] | 'not closed' {
  try {
    const rows = parse(text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    })
    return rows.filter(isSaid)
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') return 'not closed'
    throw error
  }
}

const ours = (text: string, cuts: readonly number[], separator: string): string[][] | 'not closed' => {
  try {
    return split(text, cuts, separator)
      .map(({ cells }) => cells)
      .filter(isSaid)
  } catch (error) {
    if (error instanceof UnclosedQuote) return 'not closed'
    throw error
  }
}

test('any text is cut into the rows and cells that a parser finds in it, wherever its pieces end', () => {
  const sign = fc.constantFrom('"', '"', ',', ',', '\r\n', '\n', '\r', 'a', 'é', ' ', ';', '🏫')
  const text = fc.array(sign, { maxLength: 40 }).map(signs => signs.join(''))
  fc.assert(
    fc.property(text, fc.array(fc.nat(60), { maxLength: 5 }), fc.constantFrom(',', ';'), (given, cuts, separator) => {
      expect(ours(given, cuts, separator)).toEqual(parsed(given, separator))
    }),
    { numRuns: 3_000 },
  )
})

test('a row says on which line of an editor it begins', () => {
  expect(split('a\n\n"b\r\nb",c\r"d\ne\n",f\ng').map(({ line, cells }) => [line, cells[0]])).toEqual([
    [1, 'a'],
    [2, ''],
    [3, 'b\r\nb'],
    [5, 'd\ne\n'],
    [8, 'g'],
  ])
})

test('a quotation mark that is never closed is met before the whole file is in memory', () => {
  const splitter = new RowSplitter(',', MOST)
  expect([...splitter.take('a,b\n"c', false)]).toEqual([{ line: 1, cells: ['a', 'b'] }])
  expect(() => [...splitter.take('x'.repeat(MOST), false)]).toThrow(TooLongRow)
})
