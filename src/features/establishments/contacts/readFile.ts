import type { NamedEstablishment } from './importStore.ts'
import { plainCell } from './cells.ts'
import { findHeadings, type KnownHeadings, type Layout } from './headings.ts'
import type { PersonOfLine } from './planContacts.ts'
import { finder, readLine, type Choices } from './readContacts.ts'
import { foldedWords, type KnownWords } from './roles.ts'
import type { FileLine } from '../register/fileLinesStore.ts'
import { UnusableFile } from '../register/unusableFile.ts'

type Tables = readonly { name: string; rows: FileLine[] }[]

/** What the page of a preview asks, and says of how the file was read. */
export type Asked = {
  /** The sheet that was read, and those that were not. */
  sheet: string
  otherSheets: string[]
  headingLine: number
  /** Columns that the file should have and has not. */
  missing: string[]
  headings: string[]
  roles: { text: string; rows: number }[]
  /** Roles and headings of this file that were explained before. */
  explained: { roles: string[]; headings: string[] }
  severalAddresses: number
}

/** Which of the tables of a file holds the contacts: the one whose headings are understood best. @throws UnusableFile */
export function contactsTable(tables: Tables, known: KnownHeadings): { name: string; rows: FileLine[]; others: string[] } {
  const judged = tables.map(table => ({ table, ...findHeadings(table.rows, known) }))
  const best = judged.toSorted((a, b) => b.understood - a.understood)[0]
  if (!best) throw new UnusableFile('This file is empty: no cell of it says anything.')
  const { table, at, layout } = best
  if (!isReadable(layout) && !canBeAsked(table.rows[at]?.cells ?? [], layout)) throw withoutHeadings(layout)
  if (at === table.rows.length - 1) throw new UnusableFile('This file names its columns but holds no contact.')
  return { name: table.name, rows: table.rows, others: tables.filter(other => other !== table).map(({ name }) => name) }
}

const isReadable = ({ establishment, people }: Layout): boolean => establishment !== undefined && people.length > 0

/** A row of three words or more may name columns in words of its own; one with an address or a number in it is a person's. */
function canBeAsked(cells: readonly string[], { unknown }: Layout): boolean {
  const filled = cells.filter(cell => plainCell(cell) !== '')
  return unknown.length > 0 && filled.length >= 3 && !filled.some(cell => cell.includes('@') || /^\s*\d{5,8}\s*$/.test(cell))
}

const withoutHeadings = ({ missing }: Layout) =>
  new UnusableFile(
    `The file must name its columns in a row of its own: URN, Role, Name, Email, From, To, Phone. Missing: ${missing.join(', ')}.`,
  )

/** Reads the people of a file, and finds what is to be asked about it. */
export function readFile(
  lines: readonly FileLine[],
  establishments: readonly NamedEstablishment[],
  known: { headings: KnownHeadings; roles: KnownWords },
  choices: Choices,
): { people: PersonOfLine[]; asked: Omit<Asked, 'sheet' | 'otherSheets'>; toColumn: number } {
  const { at, layout } = findHeadings(lines, known.headings)
  const reading = { layout, roles: known.roles, choices, find: finder(establishments) }
  const people: PersonOfLine[] = isReadable(layout)
    ? lines.slice(at + 1).flatMap(({ line, cells }) => readLine(reading, cells, line).map((read, part) => ({ line, part, read })))
    : []
  const headings = lines[at]?.cells ?? []
  return {
    people,
    toColumn: layout.people.flatMap(person => person.at.toOn ?? [])[0] ?? 0,
    asked: {
      headingLine: lines[at]?.line ?? 1,
      missing: layout.missing,
      headings: [...new Set(layout.unknown.map(({ heading }) => heading))].slice(0, MOST_ASKED),
      roles: unknownRoles(people),
      explained: {
        headings: headings.filter(heading => known.headings.has(foldedWords(heading))).slice(0, MOST_ASKED),
        roles: explainedRoles(lines.slice(at + 1), layout, known.roles),
      },
      severalAddresses: new Set(people.flatMap(({ line, read }) => (read.outcome === 'faults' && read.twoAddresses ? [line] : []))).size,
    },
  }
}

/** More questions than this nobody answers on one page. */
const MOST_ASKED = 40

/** The words for roles that nobody has explained, each once, with how many rows say it; the most frequent first. */
function unknownRoles(people: readonly PersonOfLine[]): Asked['roles'] {
  const counted = new Map<string, { text: string; rows: number }>()
  for (const { read } of people) {
    if (read.outcome !== 'faults' || read.unknownRole === undefined) continue
    const there = counted.get(foldedWords(read.unknownRole))
    if (there) there.rows += 1
    else counted.set(foldedWords(read.unknownRole), { text: read.unknownRole.slice(0, 150), rows: 1 })
  }
  return [...counted.values()].toSorted((a, b) => b.rows - a.rows).slice(0, MOST_ASKED)
}

function explainedRoles(lines: readonly FileLine[], { people }: Layout, known: KnownWords): string[] {
  const column = people.find(({ roles }) => roles === null)?.at.role
  if (column === undefined || known.size === 0) return []
  const found = new Map<string, string>()
  for (const { cells } of lines) {
    const text = plainCell(cells[column] ?? '')
    const words = foldedWords(text)
    if (known.has(words) && !found.has(words)) found.set(words, text.slice(0, 150))
  }
  return [...found.values()].slice(0, MOST_ASKED)
}
