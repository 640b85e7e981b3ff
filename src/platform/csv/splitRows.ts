/** A row of a CSV file and the line that it begins on, counted from 1. */
export type CsvRow = { line: number; cells: string[] }

const QUOTE = '"'

/**
 * Cuts a text that comes in pieces into rows and cells (RFC 4180): lines end as they like (CRLF, LF, CR, mixed), a quotation mark within a
 * cell that does not begin with one is a letter, and a quoted cell that goes on after its second mark is taken as it stands.
 *
 * It looks for the next separator and line end instead of at each letter: a fifth of the time of a parser of bytes, which was most of
 * an import (decision 0015). A property test holds it equal to that parser.
 */
export class RowSplitter {
  readonly #separator: string
  readonly #most: number
  #text = ''
  #at = 0
  #isLast = false
  #line = 1
  // Where the next of each stands from some place on, the end of the text for none: each is looked for once.
  #separatorAt = -1
  #feedAt = -1
  #returnAt = -1

  /** @param most how many letters a row may have */
  constructor(separator: string, most: number) {
    this.#separator = separator
    this.#most = most
  }

  /**
   * The rows that a piece completes.
   *
   * @throws TooLongRow, UnclosedQuote
   */
  *take(piece: string, isLast: boolean): Generator<CsvRow> {
    this.#text = this.#text.slice(this.#at) + piece
    this.#at = 0
    this.#isLast = isLast
    this.#separatorAt = this.#feedAt = this.#returnAt = -1
    while (this.#at < this.#text.length) {
      const row = this.#row()
      if (!row) break
      yield row
    }
    if (this.#text.length - this.#at > this.#most) throw new TooLongRow(this.#line)
    if (isLast && this.#at < this.#text.length) throw new UnclosedQuote(this.#line)
  }

  /** The row that begins here, undefined where the text ends in it. */
  #row(): CsvRow | undefined {
    const { length } = this.#text
    const cells: string[] = []
    let at = this.#at
    let brokenLines = 0
    for (;;) {
      const cell = this.#text[at] === QUOTE ? this.#quoted(at) : this.#plain(at)
      if (!cell) return undefined
      cells.push(cell.value)
      brokenLines += cell.brokenLines
      at = cell.end
      if (at === length || this.#text[at] !== this.#separator) break
      at += 1
    }
    if (at === length && !this.#isLast) return undefined
    const end = this.#afterLineEnd(at)
    if (end === undefined) return undefined
    if (at - this.#at > this.#most) throw new TooLongRow(this.#line)
    const row = { line: this.#line, cells }
    this.#line += 1 + brokenLines
    this.#at = end
    return row
  }

  /** Where the next line begins, undefined where what follows a CR is not known yet. */
  #afterLineEnd(at: number): number | undefined {
    if (this.#text[at] !== '\r') return Math.min(at + 1, this.#text.length)
    if (at + 1 === this.#text.length && !this.#isLast) return undefined
    return this.#text[at + 1] === '\n' ? at + 2 : at + 1
  }

  #plain(start: number): Cell {
    const end = this.#endFrom(start)
    return { value: this.#text.slice(start, end), end, brokenLines: 0 }
  }

  #quoted(start: number): Cell | undefined {
    const text = this.#text
    let mark = text.indexOf(QUOTE, start + 1)
    let isDoubled = false
    while (mark >= 0 && text[mark + 1] === QUOTE) {
      isDoubled = true
      mark = text.indexOf(QUOTE, mark + 2)
    }
    if (mark < 0 || (mark + 1 === text.length && !this.#isLast)) return undefined
    const within = text.slice(start + 1, mark)
    const value = isDoubled ? within.replaceAll('""', QUOTE) : within
    const brokenLines = this.#feedFrom(start) < mark ? within.split('\n').length - 1 : 0
    const end = this.#endFrom(mark + 1)
    return end === mark + 1 ? { value, end, brokenLines } : { value: QUOTE + value + text.slice(mark, end), end, brokenLines }
  }

  /** Where what stands here without quotation marks ends. */
  #endFrom(start: number): number {
    if (this.#separatorAt < start) this.#separatorAt = this.#next(this.#separator, start)
    if (this.#returnAt < start) this.#returnAt = this.#next('\r', start)
    return Math.min(this.#separatorAt, this.#feedFrom(start), this.#returnAt)
  }

  #feedFrom(start: number): number {
    if (this.#feedAt < start) this.#feedAt = this.#next('\n', start)
    return this.#feedAt
  }

  #next(sign: string, start: number): number {
    const found = this.#text.indexOf(sign, start)
    return found < 0 ? this.#text.length : found
  }
}

type Cell = { value: string; end: number; brokenLines: number }

/** A row of more letters than any has: a quotation mark may be missing. */
export class TooLongRow extends Error {
  readonly line: number
  constructor(line: number) {
    super('a row is too long')
    this.line = line
  }
}

/** The text ends within quotation marks. */
export class UnclosedQuote extends Error {
  readonly line: number
  constructor(line: number) {
    super('a quotation mark is not closed')
    this.line = line
  }
}
