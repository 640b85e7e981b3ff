import { readIdentifier, type RegisterFacts, type Scheme } from '../establishment.ts'
import { unreadFacts, type Field } from './fields.ts'
import type { Header } from './header.ts'

/** One line of the file, as far as it could be read. `line` is where the row begins, counted from 1 with the header. */
export type ReadRow =
  | {
      outcome: 'read'
      line: number
      scheme: Scheme
      identifier: string
      laCode: number
      laName: string
      facts: Partial<RegisterFacts>
      notes: string[]
    }
  | { outcome: 'outside'; line: number; laCode: number; laName: string }
  | { outcome: 'unreadable'; line: number; reason: string; identifier: string | null; name: string }

const LONGEST_TEXT = 1000
const SHOWN = 60

/**
 * Reads one row of the register.
 *
 * @param inScope whether establishments of an authority are wanted
 * A row that has fewer fields than the header, or a cell that we take and cannot read, is unreadable as a whole: half an
 * establishment would be worse than none. A row with more fields is read when its cells still stand under their headings.
 */
export function readRow(header: Header, cells: readonly string[], line: number, inScope: (laCode: number) => boolean): ReadRow {
  const identifier = readIdentifier(cells[header.urn] ?? '')
  const nameAt = header.fields.find(({ field }) => field.field === 'name')?.at ?? -1
  const unreadable = (reason: string): ReadRow => ({
    outcome: 'unreadable',
    line,
    reason,
    identifier: identifier?.identifier ?? null,
    name: shown(cells[nameAt] ?? ''),
  })

  if (cells.length < header.width) return unreadable(`It has ${cells.length} of the ${header.width} fields that it should have`)
  const laCode = wholeNumber(cells[header.laCode] ?? '')
  if (typeof laCode !== 'number')
    return unreadable(`LA (code) is “${shown(cells[header.laCode] ?? '')}”, which is not the number of an authority`)
  const laName = header.laName === undefined ? '' : tidy(cells[header.laName] ?? '')
  if (!inScope(laCode)) return { outcome: 'outside', line, laCode, laName }
  if (identifier === null) return unreadable(`The URN is “${shown(cells[header.urn] ?? '')}”, which is not a number of 6 digits`)

  const excess = cells.length - header.width
  if (excess > 0 && isShifted(header, cells)) return unreadable(excessReason(header, cells, 'and its cells stand under the wrong headings'))
  const notes = excess > 0 ? [excessReason(header, cells, 'the extra ones were ignored')] : []
  const facts: Partial<Record<keyof RegisterFacts, string | number | null>> = unreadFacts()
  for (const { field, at } of header.fields) {
    const read = readCell(field, cells[at] ?? '')
    if ('fault' in read) return unreadable(excess > 0 ? excessReason(header, cells, read.fault) : read.fault)
    if (read.note !== undefined) notes.push(read.note)
    facts[field.field] = read.value
  }
  const fault = meaningFault(facts as Partial<RegisterFacts>)
  if (fault !== null) return unreadable(fault)
  deriveCodes(facts as Partial<RegisterFacts>, header.sixthFormName === undefined ? '' : (cells[header.sixthFormName] ?? ''))
  return { outcome: 'read', line, ...identifier, laCode, laName, facts: facts as Partial<RegisterFacts>, notes }
}

const excessReason = (header: Header, cells: readonly string[], what: string): string =>
  `It has ${cells.length} fields where the header has ${header.width}: ${what}`

/**
 * A comma that no quotation marks enclose moves all cells after it. Cells of a plain shape tell: a postcode and a grid reference
 * that are where they belong. (Extra columns at the end, as when two years' layouts are pasted together, move nothing that we take.)
 */
function isShifted(header: Header, cells: readonly string[]): boolean {
  const postcode = header.fields.find(({ field }) => field.field === 'postcode')
  const wrongPostcode = postcode !== undefined && !/^([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})?$/i.test((cells[postcode.at] ?? '').trim())
  const wrongEasting = header.easting !== undefined && !/^\d*(\.\d+)?$/.test((cells[header.easting] ?? '').trim())
  return wrongPostcode || wrongEasting
}

type ReadCell = { value: string | number | null; note?: string } | { fault: string }

/** Reads a cell by the kind of its column. Codes come padded ("01") or not; dates as dd-MM-yyyy, dd/MM/yyyy or yyyy-MM-dd. */
export function readCell(field: Field, cell: string): ReadCell {
  const text = tidy(cell)
  if (text.includes('\0')) return { fault: `${field.header} holds a character that no text has (NUL)` }
  switch (field.kind) {
    case 'text':
      return text.length > LONGEST_TEXT ? { fault: `${field.header} is ${text.length} characters long` } : { value: text }
    case 'code':
    case 'count': {
      const value = wholeNumber(text)
      if (value !== undefined) return { value }
      if (field.kind === 'count')
        return { value: null, note: `${field.header} is “${shown(text)}”, which is not a number, and was left blank` }
      return { fault: `${field.header} is “${shown(text)}”, which is not a number` }
    }
    case 'date': {
      const value = day(text)
      return value === undefined ? { fault: `${field.header} is “${shown(text)}”, which is not a date` } : { value }
    }
  }
}

/** What reads well but cannot be. */
function meaningFault(facts: Partial<RegisterFacts>): string | null {
  if (facts.name === '') return 'EstablishmentName is blank'
  if (facts.typeCode === null) return 'TypeOfEstablishment (code) is blank'
  if (facts.statusCode === undefined || ![1, 2, 3, 4].includes(facts.statusCode))
    return `EstablishmentStatus (code) is “${facts.statusCode ?? ''}”; it can be 1 (open), 2 (closed), 3 (open, but proposed to close) or 4 (proposed to open)`
  return contradiction(facts.statusCode, facts.statusName ?? '')
}

/** The first words of each status as the register has always named it. Another name decides nothing: names drift. */
const STATUS_NAMES: readonly [code: number, name: RegExp][] = [
  [1, /^open$/i],
  [2, /^closed$/i],
  [3, /^open, but proposed to close$/i],
  [4, /^proposed to open$/i],
]

/** A code that says another thing than the name beside it: what is true cannot be told, and nobody is closed by it. */
function contradiction(code: number, name: string): string | null {
  const named = STATUS_NAMES.find(([, pattern]) => pattern.test(name.trim()))
  if (named !== undefined && named[0] !== code)
    return `EstablishmentStatus (code) is “${code}” and EstablishmentStatus (name) is “${name.trim()}”: they contradict each other. Put right the one that is wrong`
  return null
}

const BOARDERS: Record<string, number> = {
  'not applicable': 0,
  'no boarders': 1,
  "children's home (boarding school)": 2,
  'boarding school': 3,
  'college / fe residential accommodation': 4,
  'not recorded': 9,
}
const SIXTH_FORM: Record<string, number> = {
  'not applicable': 0,
  'has a sixth form': 1,
  'does not have a sixth form': 2,
  'not recorded': 9,
}

/** Some extracts leave codes blank beside their names: the sets of questions are chosen by code. */
function deriveCodes(facts: Partial<RegisterFacts>, sixthFormName: string): void {
  if ((facts.boardersCode ?? null) === null && facts.boardersName) facts.boardersCode = BOARDERS[facts.boardersName.toLowerCase()] ?? null
  if ((facts.sixthFormCode ?? null) === null && sixthFormName) facts.sixthFormCode = SIXTH_FORM[tidy(sixthFormName).toLowerCase()] ?? null
}

const WHITE = /[\s\u00a0]+/g
const tidy = (cell: string): string => {
  const text = cell.trim()
  return /\s\s|[\t\r\n\u00a0]/.test(text) ? text.replace(WHITE, ' ').trim() : text
}

/** A whole number that fits its column, null for a blank, undefined for anything else. */
function wholeNumber(text: string): number | null | undefined {
  const bare = text.trim()
  if (bare === '') return null
  return /^\d{1,9}$/.test(bare) ? Number(bare) : undefined
}

/** 'YYYY-MM-DD', null for a blank, undefined for what is no day of the calendar. */
export function day(text: string): string | null | undefined {
  if (text === '') return null
  const match = /^(?:(\d{1,2})[-/](\d{1,2})[-/](\d{4})|(\d{4})-(\d{2})-(\d{2}))(?: 00:00(?::00)?)?$/.exec(text)
  if (!match) return undefined
  const [year, month, date] = match[3] ? [match[3], match[2], match[1]] : [match[4], match[5], match[6]]
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)))
  if (Number(year) < 1000 || at.getUTCMonth() !== Number(month) - 1 || at.getUTCDate() !== Number(date)) return undefined
  return at.toISOString().slice(0, 10)
}

const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text).replaceAll('\0', '�')
