import { sayNumber } from '../../../platform/say.ts'
import { STATUS, type RegisterFacts } from '../establishment.ts'
import type { Header } from './header.ts'
import type { ReadRow } from './readRow.ts'
import { UnusableFile } from './unusableFile.ts'

export type Authority = { code: number; name: string; rows: number }
export type ImportNote = { line: number; text: string }
/** Establishments that the register knows, and that stand in a file under an authority that is not asked for. `from` is null where they stood there before. */
export type Moved = Authority & { from: number | null; fromName: string }

const MOST_NOTES = 500
/** England has had some 400 since 1974; each is a box to tick. */
const MOST_AUTHORITIES = 1000

/** What is remembered of a file while it goes by: numbers, and on which line each establishment stood, but nothing of the rows themselves. */
export class Gathered {
  rows = 0
  outside = 0
  readonly notes: ImportNote[] = []
  readonly #authorities = new Map<number, Authority>()
  readonly #taken = new Set<number>()
  readonly #lines = new Map<string, number>()
  /** The authorities that have an open establishment in the file. */
  readonly #open = new Set<number>()
  readonly #moved = new Map<string, Moved>()
  #firstFault = ''
  #lostZeros = 0
  #firstLost = 0

  /** Counts a row in, and hands it back: as unreadable, when its establishment was on an earlier line. */
  take(read: ReadRow): ReadRow {
    this.rows += 1
    if (read.outcome === 'unreadable') {
      this.#firstFault ||= `line ${read.line}: ${read.reason}`
      return read
    }
    this.#countAuthority(read)
    if (read.outcome === 'outside') {
      this.outside += 1
      return read
    }
    this.#taken.add(read.laCode)
    if (read.facts.statusCode !== STATUS.closed) this.#open.add(read.laCode)
    if (read.lostZero) {
      this.#firstLost ||= read.line
      this.#lostZeros += 1
    }
    for (const text of read.notes) if (this.notes.length < MOST_NOTES) this.notes.push({ line: read.line, text })
    const earlier = this.#lines.get(read.identifier)
    if (earlier === undefined) {
      this.#lines.set(read.identifier, read.line)
      return read
    }
    const reason = `${read.identifier} was already on line ${earlier}; that row is used`
    return { outcome: 'unreadable', line: read.line, reason, cell: '', cells: [], identifier: read.identifier, name: read.facts.name ?? '' }
  }

  /** Notes that an establishment of the register stands under an authority that is not asked for. */
  follow({ laCode: code, laName: name }: { laCode: number; laName: string }, before: Pick<RegisterFacts, 'laCode' | 'laName'>): void {
    const from = before.laCode === code ? null : before.laCode
    if (before.laCode !== null) this.#taken.add(before.laCode)
    const key = `${from ?? ''} ${code}`
    const known = this.#moved.get(key)
    if (known) known.rows += 1
    else if (this.#moved.size < MOST_AUTHORITIES)
      this.#moved.set(key, { code, name, rows: 1, from, fromName: from === null ? '' : before.laName })
  }

  /** Where establishments of the register moved to, the most first. */
  moved(): Moved[] {
    return [...this.#moved.values()].sort((a, b) => b.rows - a.rows || a.code - b.code)
  }

  /** Those of some authorities that have none left that is open, where establishments moved to others: reorganised, they live on in closed rows. */
  givenUp(codes: readonly number[]): number[] {
    return this.#moved.size === 0 ? [] : codes.filter(code => !this.#open.has(code))
  }

  /** What was done to all of the file, in sentences. */
  remarks(): string[] {
    return this.#lostZeros === 0
      ? []
      : [
          `${this.#lostZeros === 1 ? 'A telephone number has' : `${sayNumber(this.#lostZeros)} telephone numbers have`} lost the first 0 (the first on line ${this.#firstLost}): the file was saved in a spreadsheet. The 0 was put back.`,
        ]
  }

  #countAuthority({ laCode, laName }: { laCode: number; laName: string }): void {
    const known = this.#authorities.get(laCode)
    if (known) known.rows += 1
    else if (this.#authorities.size === MOST_AUTHORITIES)
      throw new UnusableFile(`This file names more than ${MOST_AUTHORITIES} authorities: far more than there are. Download it again.`)
    else this.#authorities.set(laCode, { code: laCode, name: laName, rows: 1 })
  }

  /** All authorities of the file, by name. */
  authorities(): Authority[] {
    return [...this.#authorities.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || a.code - b.code)
  }

  /** The codes of those that rows were taken of. */
  taken(): number[] {
    return [...this.#taken].sort((a, b) => a - b)
  }

  /** @throws UnusableFile when there was no header, no row at all, none that could be read, or none that is wanted */
  refuseNothing(header: Header | undefined): Header {
    if (!header) throw new UnusableFile('This file is empty.')
    if (this.rows === 0)
      throw new UnusableFile(
        'This file names the columns of the register but holds no establishment: it did not arrive whole. Download it again.',
      )
    if (this.#lines.size > 0) return header
    if (this.outside > 0)
      throw new UnusableFile(`This file has no establishment of the authorities that you want. It is about ${this.#about()}.`)
    throw new UnusableFile(`None of the ${this.rows} rows of this file could be read. The first fault is on ${this.#firstFault}.`)
  }

  #about(): string {
    const names = this.authorities().map(({ name, code }) => (name === '' ? String(code) : `${name} (${code})`))
    return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
  }
}
