import { londonAhead } from '../london.ts'
import { cellText } from '../spreadsheets/cellXml.ts'
import { PLAIN_TYPE, type CellValue, type ColumnType } from '../tabular/column.ts'

/** Stands first in a file: it tells spreadsheets that what follows is UTF-8. */
export const UTF8_MARK = '\uFEFF'

/** What a spreadsheet program would compute when it opens the file: also the wide forms of the signs, which some read as the others. */
const COMPUTED = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
const NEEDS_QUOTES = /[",\r\n]/
/** A text that stands in a file as it is, told in one pass: most do. Every other is looked at more closely. */
const PLAIN = /^(?:[ !#-*./0-9:-<>?A-~][ !#-+\--~\u00a0-\ud7ff]*)?$/

/** A text as a field. What begins like a formula has an apostrophe before it, which is how spreadsheets mark what is text. */
export function textField(text: string): string {
  if (PLAIN.test(text)) return text
  const plain = cellText(text)
  const safe = COMPUTED.test(plain) ? `'${plain}` : plain
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const DAY = 86_400_000
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const days = new Map<number, string>()
const DAYS_KEPT = 5_000

/** "2026-11-05", by the number of the day since 1970. */
function dayField(day: number): string {
  const known = days.get(day)
  if (known !== undefined) return known
  if (days.size >= DAYS_KEPT) days.clear()
  const field = new Date(day * DAY).toISOString().slice(0, 10)
  days.set(day, field)
  return field
}

/** "2026-11-05 14:30:00", as clocks in London show it. Asked for millions of times by one export. */
function instantField(milliseconds: number): string {
  if (Number.isNaN(new Date(milliseconds).getTime())) return ''
  const wall = milliseconds + londonAhead(milliseconds)
  const day = Math.floor(wall / DAY)
  const second = Math.floor((wall - day * DAY) / 1000)
  const [hours, minutes, seconds] = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
  return `${dayField(day)} ${twoDigits[hours]}:${twoDigits[minutes]}:${twoDigits[seconds]}`
}

/** Makes the lines of a table. Blank values are empty fields. */
export function lineWriter(columns: readonly { type: ColumnType }[]): (values: readonly CellValue[]) => string {
  const fields = columns.map(fieldWriter)
  return values => {
    let line = ''
    for (let at = 0; at < fields.length; at += 1) line += fields[at]?.(values[at] ?? null) ?? ''
    return `${line}\r\n`
  }
}

/** @returns what writes a field, and the comma before it */
function fieldWriter({ type }: { type: ColumnType }, at: number): (value: CellValue) => string {
  const isInstant = PLAIN_TYPE[type] === 'instant'
  const comma = at === 0 ? '' : ','
  const field = (value: string | number | boolean | Date): string => {
    if (typeof value === 'string') return textField(value)
    if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
    if (typeof value === 'number') return isInstant ? instantField(value) : Number.isFinite(value) ? String(value) : ''
    return instantField(value.getTime())
  }
  // Most columns repeat themselves from row to row.
  let last: CellValue = null
  let lastField = comma
  return value => {
    if (value !== last) {
      last = value
      lastField = value === null ? comma : comma + field(value)
    }
    return lastField
  }
}
