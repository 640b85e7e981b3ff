import { columnLetters } from '../../../platform/tabular/cellPlace.ts'
import { sayDay } from '../../../platform/london.ts'
import { readIdentifier, type RegisterFacts, type Scheme } from '../establishment.ts'
import { contradiction } from './contradictions.ts'
import { asItWasMeant, isShortened, isSpreadsheetError, looksLikeDay, LOST_LETTER, lostZero, monthNamed } from './damage.ts'
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
      /** Whether its telephone number had lost its first 0, which was put back. */
      lostZero: boolean
    }
  | { outcome: 'outside'; line: number; laCode: number; laName: string }
  | UnreadableRow

/** `cell` is where the fault is, as a spreadsheet names it ("C14"), blank where it is the row's as a whole; `cells` is given back. */
export type UnreadableRow = {
  outcome: 'unreadable'
  line: number
  reason: string
  cell: string
  cells: readonly string[]
  identifier: string | null
  name: string
}

const LONGEST_TEXT = 1000
const SHOWN = 60

/**
 * Reads one row of the register.
 *
 * @param isWanted whether an establishment is wanted, by its authority and its number
 * A row that has fewer fields than the header, or a cell that we take and cannot read, is unreadable as a whole: half an
 * establishment would be worse than none. A row with more fields is read when its cells still stand under their headings.
 */
export function readRow(
  header: Header,
  cells: readonly string[],
  line: number,
  isWanted: (laCode: number, identifier: string | undefined) => boolean,
): ReadRow {
  const identifier = readIdentifier(cells[header.urn] ?? '')
  const nameAt = placeOf(header, 'EstablishmentName') ?? -1
  const unreadable = (reason: string, at?: number): ReadRow => ({
    outcome: 'unreadable',
    line,
    reason,
    cell: at === undefined ? '' : `${columnLetters(at)}${line}`,
    cells,
    identifier: identifier?.identifier ?? null,
    name: shown(cells[nameAt] ?? ''),
  })

  if (cells.length < header.width) return unreadable(`It has ${cells.length} of the ${header.width} fields that it should have`)
  const laCode = wholeNumber(cells[header.laCode] ?? '')
  if (typeof laCode !== 'number')
    return unreadable(`LA (code) is “${shown(cells[header.laCode] ?? '')}”, which is not the number of an authority`, header.laCode)
  const laName = header.laName === undefined ? '' : tidy(cells[header.laName] ?? '')
  if (!isWanted(laCode, identifier?.identifier)) return { outcome: 'outside', line, laCode, laName }
  if (identifier === null) return unreadable(notAUrn(cells[header.urn] ?? ''), header.urn)

  const excess = cells.length - header.width
  if (excess > 0 && isShifted(header, cells)) return unreadable(excessReason(header, cells, 'and its cells stand under the wrong headings'))
  const notes = excess > 0 ? [excessReason(header, cells, 'the extra ones were ignored')] : []
  const facts: Partial<Record<keyof RegisterFacts, string | number | null>> = unreadFacts()
  for (const { field, at } of header.fields) {
    const read = readCell(field, cells[at] ?? '')
    if ('fault' in read) return unreadable(excess > 0 ? excessReason(header, cells, read.fault) : read.fault, at)
    if (read.note !== undefined) notes.push(read.note)
    if ('value' in read) facts[field.field] = read.value
  }
  const wrong = meaningFault(facts as Partial<RegisterFacts>)
  if (wrong !== null) return unreadable(wrong.fault, placeOf(header, wrong.header))
  deriveCodes(facts as Partial<RegisterFacts>, header.sixthFormName === undefined ? '' : (cells[header.sixthFormName] ?? ''))
  const telephone = lostZero(String(facts.telephone ?? ''))
  if (telephone !== undefined) facts.telephone = telephone
  const read = { ...identifier, laCode, laName, facts: facts as Partial<RegisterFacts>, notes, lostZero: telephone !== undefined }
  return { outcome: 'read', line, ...read }
}

const placeOf = ({ fields }: Header, header: string): number | undefined => fields.find(({ field }) => field.header === header)?.at

const notAUrn = (cell: string): string =>
  isShortened(cell.trim())
    ? `The URN is “${shown(cell)}”: a spreadsheet has shortened it`
    : `The URN is “${shown(cell)}”, which is not a number of 6 digits`

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

/** What a cell says; or that it says nothing that can be used, when what is stored stays. */
type ReadCell = { value: string | number | null; note?: string } | { note: string } | { fault: string }

/** Reads a cell by the kind of its column. Codes come padded ("01") or not; dates as dd-MM-yyyy, dd/MM/yyyy or yyyy-MM-dd. */
export function readCell(field: Field, cell: string): ReadCell {
  const text = tidy(cell)
  if (text.includes('\0')) return { fault: `${field.header} holds a character that no text has (NUL)` }
  switch (field.kind) {
    case 'text':
      return readText(field, text, cell)
    case 'code':
    case 'count': {
      const value = wholeNumber(text)
      if (value !== undefined) return { value }
      if (field.kind === 'count')
        return { value: null, note: `${field.header} is “${shown(text)}”, which is not a number, and was left blank` }
      return { fault: `${field.header} is “${shown(text)}”, ${notANumber(text)}` }
    }
    case 'date':
      return readDate(field, text)
  }
}

function notANumber(text: string): string {
  if (isShortened(text)) return 'which a spreadsheet has shortened'
  return looksLikeDay(text) ? 'which is not a number: a spreadsheet may have made a date of it' : 'which is not a number'
}

function readText({ field, header }: Field, text: string, cell: string): ReadCell {
  if (text.length > LONGEST_TEXT) return { fault: `${header} is ${text.length} characters long` }
  const damage = text.includes(LOST_LETTER)
    ? 'which holds a letter that cannot be read'
    : isSpreadsheetError(text)
      ? 'which a spreadsheet writes where it has nothing to show'
      : isShortened(text)
        ? 'which a spreadsheet has shortened'
        : undefined
  if (damage !== undefined) {
    const fault = `${header} is “${shown(text)}”, ${damage}`
    return field === 'name' ? { fault } : { note: `${fault}. What is stored stays` }
  }
  // Before spaces are tidied: half of a letter may look like one.
  const meant = asItWasMeant(cell)
  return meant === undefined
    ? { value: text }
    : { value: tidy(meant), note: `${header} is “${shown(text)}”, saved with the wrong encoding. It was read as “${shown(tidy(meant))}”` }
}

function readDate({ field, header }: Field, text: string): ReadCell {
  const value = day(text)
  if (value !== undefined) return { value }
  const counted = countedDay(text)
  if (counted !== undefined)
    return { value: counted, note: `${header} is “${text}”, a spreadsheet’s number for a day. It was read as ${sayDay(counted)}` }
  const [first, second, year] = text.split(/[-/]/)
  // It says nothing of the establishment: no row is left out for it.
  if (field === 'changedOn') return { note: `${header} is “${shown(text)}”, which is not a date. What is stored stays` }
  const isSwapped = typeof day(`${second ?? ''}/${first ?? ''}/${year ?? ''}`) === 'string'
  return { fault: `${header} is “${shown(text)}”, which is not a date${isSwapped ? ': day and month may be swapped' : ''}` }
}

/** What reads well but cannot be, and the column that says so. */
function meaningFault(facts: Partial<RegisterFacts>): { fault: string; header: string } | null {
  if (facts.name === '') return { header: 'EstablishmentName', fault: 'EstablishmentName is blank' }
  if (facts.typeCode === null) return { header: 'TypeOfEstablishment (code)', fault: 'TypeOfEstablishment (code) is blank' }
  if (facts.statusCode === undefined || ![1, 2, 3, 4].includes(facts.statusCode))
    return {
      header: 'EstablishmentStatus (code)',
      fault: `EstablishmentStatus (code) is “${facts.statusCode ?? ''}”; it can be 1 (open), 2 (closed), 3 (open, but proposed to close) or 4 (proposed to open)`,
    }
  return contradiction(facts)
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
  const match = /^(?:(\d{1,2})[-/](\d{1,2}|[A-Za-z]{3})[-/](\d{4})|(\d{4})-(\d{2})-(\d{2}))(?:[ T]00:00(?::00)?)?$/.exec(text)
  if (!match) return undefined
  const [year, given, date] = match[3] ? [match[3], match[2], match[1]] : [match[4], match[5], match[6]]
  const month = /^\d/.test(given ?? '') ? given : monthNamed(given ?? '')
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)))
  if (Number(year) < 1000 || at.getUTCMonth() !== Number(month) - 1 || at.getUTCDate() !== Number(date)) return undefined
  return at.toISOString().slice(0, 10)
}

/** Spreadsheets count days from the last of 1899: five figures are a day from 1927 on. */
function countedDay(text: string): string | undefined {
  if (!/^[1-7]\d{4}$/.test(text)) return undefined
  return new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000).toISOString().slice(0, 10)
}

const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text).replaceAll('\0', '�')
