import { isCrowded, sayCrowded, withoutControls } from '../../../platform/forms/fields.ts'
import { capped, LONGEST } from '../../../platform/forms/lengths.ts'
import { z } from 'zod'
import { sayNumber } from '../../../platform/say.ts'
import type { DateParts, Fault, Json, Reading } from './shapes.ts'
import type { Body } from '../../../platform/forms/parseForm.ts'

export const NO_DATE: DateParts = { day: '', month: '', year: '' }

export const blank: Reading<never> = { ok: true, value: null }
export const value = <A>(answer: A): Reading<A> => ({ ok: true, value: answer })
export const fault = (message: string, ...path: (string | number)[]): Reading<never> => ({ ok: false, faults: [{ path, message }] })

/**
 * The one value of a field; a field that came twice counts as its last; an absent one is an empty string.
 *
 * @param longest what a box of its kind holds: no more of it is read or shown again
 */
export const one = (body: Body, name: string, longest: number = LONGEST.text): string => {
  const found = body[name]
  const last: unknown = Array.isArray(found) ? found.at(-1) : found
  return typeof last === 'string' ? capped(name, last, longest) : ''
}

export const many = (body: Body, name: string): string[] => {
  const found = body[name]
  return (Array.isArray(found) ? found : [found]).filter((item): item is string => typeof item === 'string')
}

export const dateParts = (body: Body, name: string): DateParts => ({
  day: one(body, `${name}.day`, LONGEST.date),
  month: one(body, `${name}.month`, LONGEST.date),
  year: one(body, `${name}.year`, LONGEST.date),
})

export const isRecord = (raw: unknown): raw is Record<string, unknown> => typeof raw === 'object' && raw !== null && !Array.isArray(raw)

/** Text as it is kept: line ends as \n, no control characters (PostgreSQL refuses NUL in JSON), whole characters, trimmed. */
export const cleanText = (raw: unknown): string =>
  typeof raw === 'string' || typeof raw === 'number' ? withoutControls(String(raw).replace(/\r\n?/g, '\n')).trim() : ''

/** Characters as a person counts them, not UTF-16 units. */
const characters = (text: string): number => Array.from(text).length

export const readText = (raw: unknown, name: string, max: number): Reading<string> => {
  const text = cleanText(raw)
  if (text === '') return blank
  const used = characters(text)
  if (used <= max) return value(text)
  // No form hands on more: what is behind it is gone, so that it is said.
  const rest = text.length >= LONGEST.text ? `Only its first ${sayNumber(LONGEST.text)} are still here` : `It has ${sayNumber(used)}`
  return fault(`${name} must be ${sayNumber(max)} characters or fewer. ${rest}`)
}

export const readEmail = (raw: unknown, name: string): Reading<string> => {
  const text = cleanText(raw)
  if (text === '') return blank
  return text.length <= 254 && z.email().safeParse(text).success
    ? value(text)
    : fault(`${name} must be in the correct format, like name@example.com`)
}

const NUMBER = /^-?(\d+|\d{1,3}([, \u00A0\u202F]\d{3})+)(\.\d+)?$/

export type NumberLimits = { min?: number | undefined; max?: number | undefined; whole?: boolean | undefined }

/** Reads "1,234.5", and what a keyboard of full-width characters makes of it; 0 or more unless `min` says otherwise. */
export const readNumber = (raw: unknown, name: string, { min = 0, max, whole }: NumberLimits): Reading<number> => {
  const text = cleanText(raw).normalize('NFKC')
  if (text === '') return blank
  const number = NUMBER.test(text) ? Number(text.replace(/[, \u00A0\u202F]/g, '')) : Number.NaN
  if (!Number.isFinite(number)) return fault(`${name} must be a number`)
  if (whole && !Number.isInteger(number)) return fault(`${name} must be a whole number`)
  return number < min || number > (max ?? LARGEST) ? fault(`${name} must be ${limitWords(number, min, max)}`) : value(number)
}

/** Larger than any count or sum that an establishment could report; beyond it somebody leant on a key. */
const LARGEST = 999_999_999_999

const limitWords = (number: number, min: number, max: number | undefined): string => {
  if (max !== undefined) return `between ${sayNumber(min)} and ${sayNumber(max)}`
  return number < min ? `${sayNumber(min)} or more` : `${sayNumber(LARGEST)} or fewer`
}

export const readOneOf = <V extends string | number>(raw: unknown, name: string, values: readonly V[]): Reading<V> => {
  const text = cleanText(raw)
  if (text === '') return blank
  const found = values.find(candidate => String(candidate) === text)
  return found === undefined ? fault(`${name} must be one of the answers listed`) : value(found)
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** An ISO date as people say it: "27 March 2027". */
export const dateWords = (iso: string): string => {
  const [, year, month, day] = ISO_DATE.exec(iso) ?? []
  return year ? `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}` : iso
}

export const toDateParts = (iso: string | null): DateParts => {
  const [, year, month, day] = ISO_DATE.exec(iso ?? '') ?? []
  return year ? { day: String(Number(day)), month: String(Number(month)), year } : NO_DATE
}

/**
 * Reads a date from its three boxes (a month may be a word) or from an ISO string.
 * The messages are those of the GOV.UK date input; the path names the box to mend.
 */
export const readDate = (raw: unknown, name: string, rule: { notAfter?: string | undefined } = {}): Reading<string> => {
  const parts = isRecord(raw) ? raw : toDateParts(cleanText(raw))
  if (typeof raw === 'string' && raw.trim() !== '' && parts.year === '') return fault(`${name} must be a day, like 27 March 2026`, 'day')
  const day = cleanText(parts['day'])
  const month = cleanText(parts['month'])
  const year = cleanText(parts['year'])
  const missing = Object.entries({ day, month, year }).flatMap(([part, typed]) => (typed === '' ? [part] : []))
  if (missing.length === 3) return blank
  if ([day, month, year].some(isCrowded)) return fault(sayCrowded(name), isCrowded(day) ? 'day' : isCrowded(month) ? 'month' : 'year')
  if (missing[0]) return fault(`${name} must include a ${missing.join(' and ')}`, missing[0])
  return readParts(name, { day, month, year }, rule.notAfter)
}

const ISO_MONTH = /^(\d{4})-(\d{2})(-\d{2})?$/

/** An ISO month as people say it: "March 2027". */
export const monthWords = (iso: string): string => {
  const [, year, month] = ISO_MONTH.exec(iso) ?? []
  return year ? `${MONTHS[Number(month) - 1] ?? ''} ${year}` : iso
}

export const toMonthParts = (iso: string | null): DateParts => {
  const [, year, month] = ISO_MONTH.exec(iso ?? '') ?? []
  return year ? { day: '', month: String(Number(month)), year } : NO_DATE
}

/** Reads a month from its two boxes (the month may be a word), from "2027-03", or from the day of an earlier answer. */
export const readMonth = (raw: unknown, name: string, rule: { notAfter?: string | undefined } = {}): Reading<string> => {
  const parts = isRecord(raw) ? raw : toMonthParts(cleanText(raw))
  if (typeof raw === 'string' && raw.trim() !== '' && parts.year === '')
    return fault(`${name} must be a month and a year, like March 2026`, 'month')
  const month = cleanText(parts['month'])
  const year = cleanText(parts['year'])
  if (month === '' && year === '') return blank
  if (isCrowded(month) || isCrowded(year))
    return fault(`${name}: put the month and the year in a box each, like 9 and 2025`, isCrowded(month) ? 'month' : 'year')
  if (month === '' || year === '')
    return fault(`${name} must include a ${month === '' ? 'month' : 'year'}`, month === '' ? 'month' : 'year')
  const first = readParts(name, { day: '1', month, year }, undefined)
  if (!first.ok || first.value === null) return first
  const iso = first.value.slice(0, 7)
  return rule.notAfter !== undefined && iso > rule.notAfter.slice(0, 7)
    ? fault(`${name} must be this month or in the past`, 'month')
    : value(iso)
}

/** A month as people write it in one go, "3/2026" or "March 2026", for `readMonth`; another text stays as it is. */
export const monthFromText = (typed: string): unknown => {
  const [, month, year] = /^(\d{1,2}|[A-Za-z]{3,9})[ /.-](\d{2,4})$/.exec(typed.trim()) ?? []
  return year === undefined ? typed : { month, year }
}

/** A day as people write it in one go, "27/3/2026" or "27 March 2026", for `readDate`; another text stays as it is. */
export const dayFromText = (typed: string): unknown => {
  const [, day, month, year] = /^(\d{1,2})[ /.-](\d{1,2}|[A-Za-z]{3,9})[ /.-](\d{2}|\d{4})$/.exec(typed.trim()) ?? []
  return year === undefined ? typed : { day, month, year }
}

const readParts = (name: string, { day, month, year }: DateParts, notAfter: string | undefined): Reading<string> => {
  if (!/^\d{4}$/.test(year)) return fault(`${name}: the year must include 4 numbers`, 'year')
  const monthNumber = monthOf(month)
  if (monthNumber === null) return fault(`${name} must be a real date`, 'month')
  const dayNumber = /^\d{1,2}$/.test(day) ? Number(day) : 0
  const inMonth = new Date(Date.UTC(Number(year), monthNumber, 0)).getUTCDate()
  if (dayNumber < 1 || dayNumber > inMonth) return fault(`${name} must be a real date`, 'day')
  if (Number(year) < 1900 || Number(year) > 2199) return fault(`${name}: the year must be between 1900 and 2199`, 'year')
  const iso = `${year}-${String(monthNumber).padStart(2, '0')}-${String(dayNumber).padStart(2, '0')}`
  return notAfter !== undefined && iso > notAfter ? fault(`${name} must be today or in the past`, 'day') : value(iso)
}

const monthOf = (typed: string): number | null => {
  if (/^\d{1,2}$/.test(typed)) return Number(typed) >= 1 && Number(typed) <= 12 ? Number(typed) : null
  const word = typed.toLowerCase().replace(/\.$/, '')
  const at =
    word.length < 3 ? -1 : MONTHS.findIndex(month => month.toLowerCase().startsWith(word) || (word === 'sept' && month === 'September'))
  return at === -1 ? null : at + 1
}

/** Puts the faults of a part under its name, or hands on its value. */
export const gather = <A extends Json>(faults: Fault[], reading: Reading<A>, ...path: (string | number)[]): A | null => {
  if (reading.ok) return reading.value
  faults.push(...reading.faults.map(found => ({ message: found.message, path: [...path, ...found.path] })))
  return null
}
