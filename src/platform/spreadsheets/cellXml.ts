import { londonAhead } from '../london.ts'

/** A spreadsheet program refuses a cell with more, or cuts it. */
export const LONGEST_TEXT = 32_767

const SUSPECT = /[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd]/
// Line ends first, then everything that XML 1.0 has no place for: one such character makes a workbook "damaged".
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/** A text that may stand in a cell: line ends as \n, no control characters, no half of a surrogate pair. */
export function cellText(text: string): string {
  if (!SUSPECT.test(text)) return text
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(FORBIDDEN, '')
}

/** Cuts a text into parts of at most `length` that together are the text; never within a character of two halves. */
export function partsOf(text: string, length: number): string[] {
  const parts: string[] = []
  for (let from = 0; from < text.length;) {
    const full = Math.min(from + length, text.length)
    const lowHalf = full < text.length && text.charCodeAt(full) >= 0xdc00 && text.charCodeAt(full) <= 0xdfff
    const to = lowHalf ? full - 1 : full
    parts.push(text.slice(from, to))
    from = to
  }
  return parts
}

/**
 * One cell. Text is an inline string, which no program computes, whatever it begins with.
 *
 * @param start `<c r="A2" s="1"`, without its end
 * @param text what `cellText` gave
 * @returns nothing for a value that cannot be shown as its type
 */
export function textCell(start: string, text: string): string {
  if (text === '') return ''
  const space = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : ''
  return `${start} t="inlineStr"><is><t${space}>${escaped(text)}</t></is></c>`
}

export const numberCell = (start: string, value: number): string => (Number.isFinite(value) ? `${start}><v>${value}</v></c>` : '')

export const booleanCell = (start: string, value: boolean): string => `${start} t="b"><v>${value ? 1 : 0}</v></c>`

const DAY = 86_400_000
/** Day 0 of a workbook is 30 December 1899: right from 1 March 1900 on, before which workbooks know a day that never was. */
const DAY_ZERO = 25_569
const FIRST_DAY = 61

/** The number under which a workbook keeps a day; null for what is no day that it can keep. */
export function daySerial(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const [month, dayOfMonth] = [Number(day.slice(5, 7)), Number(day.slice(8))]
  const date = new Date(Date.UTC(Number(day.slice(0, 4)), month - 1, dayOfMonth))
  const serial = date.getTime() / DAY + DAY_ZERO
  return serial >= FIRST_DAY && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth ? serial : null
}

/**
 * The number of an instant, as clocks in London show it, to the second: workbooks know no time zones. With all its digits: LibreOffice cuts
 * parts of seconds off, and showed one that had eight as 16:59:59.
 */
export function instantSerial(milliseconds: number): number {
  const wall = Math.round((milliseconds + londonAhead(milliseconds)) / 1000) * 1000
  return wall / DAY + DAY_ZERO
}

const NEEDS_ESCAPE = /[&<>]|_x[0-9a-fA-F]{4}_/

function escaped(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text
  return spelledOut(text).replace(/[&<>]/g, character => (character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&gt;'))
}

/** "_x000D_" is how workbooks write a character by its number: what somebody typed so has to say that it is not meant. */
export const spelledOut = (text: string): string => text.replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')

/** A text as the value of an attribute, or between tags where no cell is meant. */
export const attribute = (text: string): string =>
  cellText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
