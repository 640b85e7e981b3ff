import { londonAhead } from '../london.ts'
import { cellText } from '../spreadsheets/cellXml.ts'
import { PLAIN_TYPE, type CellValue, type ColumnType } from '../tabular/column.ts'

/** What a spreadsheet program would compute when it opens the file: also the wide forms of the signs, which some read as the others. */
const COMPUTED = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
const NEEDS_QUOTES = /[",\r\n]/

/** A text as a field. What begins like a formula has an apostrophe before it, which is how spreadsheets mark what is text. */
export function textField(text: string): string {
  const plain = cellText(text)
  const safe = COMPUTED.test(plain) ? `'${plain}` : plain
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** "2026-11-05 14:30:00", as clocks in London show it. */
const instantField = (milliseconds: number): string => {
  const wall = new Date(milliseconds + londonAhead(milliseconds))
  return Number.isNaN(wall.getTime()) ? '' : wall.toISOString().slice(0, 19).replace('T', ' ')
}

/** Makes the lines of a table. Blank values are empty fields. */
export function lineWriter(columns: readonly { type: ColumnType }[]): (values: readonly CellValue[]) => string {
  const fields = columns.map(fieldWriter)
  return values => {
    let line = ''
    fields.forEach((field, at) => (line += (at === 0 ? '' : ',') + field(values[at] ?? null)))
    return `${line}\r\n`
  }
}

function fieldWriter({ type }: { type: ColumnType }): (value: CellValue) => string {
  const isInstant = PLAIN_TYPE[type] === 'instant'
  // Most columns repeat themselves from row to row.
  let last = ''
  let lastField = ''
  return value => {
    if (typeof value === 'string') {
      if (value !== last) {
        last = value
        lastField = textField(value)
      }
      return lastField
    }
    if (value === null) return ''
    if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
    if (typeof value === 'number') return isInstant ? instantField(value) : Number.isFinite(value) ? String(value) : ''
    return instantField(value.getTime())
  }
}
