import { z } from 'zod'
import { sayNumber } from '../say.ts'
import { asId, type Id } from '../id.ts'
import { foldEmail } from './foldEmail.ts'

/** Whole characters without the control characters that no text has and that PostgreSQL may refuse. Tabs and line ends stay. */
export const withoutControls = (text: string): string => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '').toWellFormed()

/** What is said of a text that is too long. @param name of its box, since the summary of errors stands far from it */
export const tooLong = (name: string, max: number): string => `${name} must be ${sayNumber(max)} characters or fewer`

/** One line of text that must be there. @param missing for example "Enter a name for the round" */
export const requiredText = (name: string, missing: string, max = 200) =>
  z.string({ error: missing }).trim().min(1, missing).max(max, tooLong(name, max))

/** Text that may be left blank. */
export const optionalText = (name: string, max: number) => z.string().trim().max(max, tooLong(name, max)).default('')

/** One address as a person would be written to, folded. */
export const emailAddress = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(254, NO_ADDRESS)
    .transform(foldEmail)
    .pipe(
      z
        .email(NO_ADDRESS)
        .max(254)
        .refine(address => address.lastIndexOf('@') <= LONGEST_LOCAL_PART, NO_ADDRESS),
    )

/** What stands before the "@": no mail server takes more (RFC 5321). */
const LONGEST_LOCAL_PART = 64

const NO_ADDRESS = 'Enter an email address in the correct format, like name@example.com'

/**
 * A whole number as a form or an address of ours writes it: digits, and no more of them than the column that it is for. "1e300", "0x10",
 * " 7" and "+7" are none. Every id, version, page and count that comes from outside is read by this (decision 0037).
 */
export const wholeNumber = (max: number = Number.MAX_SAFE_INTEGER) => z.string().regex(WHOLE).transform(Number).pipe(z.number().max(max))

const WHOLE = /^(?:0|[1-9]\d{0,14})$/

/** The same, of a text that may be anything; undefined when it is none. A form may hold 100,000 of them, so no schema is made for each. */
export function wholeNumberIn(value: unknown, max: number = Number.MAX_SAFE_INTEGER): number | undefined {
  if (typeof value !== 'string' || !WHOLE.test(value)) return undefined
  return Number(value) <= max ? Number(value) : undefined
}

/** An id in a form or an address. */
export const idField = <Of extends string>() =>
  wholeNumber()
    .refine(value => value > 0)
    .transform(value => asId<Of>(value))

/** The id that a text is; undefined when it is none. */
export function idIn<Of extends string>(value: unknown): Id<Of> | undefined {
  const id = wholeNumberIn(value)
  return id === undefined || id === 0 ? undefined : asId<Of>(id)
}

/** The ids among what was ticked or listed; what is no id is left out. */
export const idsIn = <Of extends string>(values: readonly string[]): Id<Of>[] => values.flatMap(value => idIn<Of>(value) ?? [])

/** The version of a row that a form was made from; 0, which no row has, when what was sent is none. */
export const rowVersion = wholeNumber(2_147_483_647).catch(0)

/** The page of a list, counted from 1; the first, when what was asked for is none. */
export const pageNumber = wholeNumber(100_000)
  .refine(page => page > 0)
  .catch(1)

/** The key that makes a repeated request do nothing twice. */
export const requestKey = z.uuid().optional().catch(undefined)

/**
 * A day from three boxes (day, month, year; the month as a number or a name), as 'YYYY-MM-DD' or null when all are blank.
 *
 * @returns a message in the words of the GOV.UK date pattern when the day does not exist
 */
export function dayFromParts(
  parts: { day: string; month: string; year: string },
  name: string,
): { date: string | null } | { error: string } {
  const day = parts.day.trim()
  const month = parts.month.trim()
  const year = parts.year.trim()
  if (!day && !month && !year) return { date: null }
  if ([day, month, year].some(isCrowded)) return { error: sayCrowded(name) }
  const absent = [day ? '' : 'day', month ? '' : 'month', year ? '' : 'year'].filter(part => part !== '')
  if (absent.length > 0) return { error: `${name} must include a ${absent.join(' and ')}` }
  if (!/^\d{4}$/.test(year)) return { error: `${name}: the year must have 4 numbers` }
  const numbers = [Number(year), monthNumber(month), Number(day)] as const
  const date = new Date(Date.UTC(numbers[0], numbers[1] - 1, numbers[2]))
  const real = /^\d{1,2}$/.test(day) && date.getUTCMonth() === numbers[1] - 1 && date.getUTCDate() === numbers[2]
  return real ? { date: date.toISOString().slice(0, 10) } : { error: `${name} must be a real date` }
}

/** Whether a whole date, or two parts of one, stands in the box of one part: "Sept 25", "31/02/2026". */
export const isCrowded = (part: string): boolean => /[ /.-]/.test(part.slice(0, -1))

/** What is said then: it is not known which part is which. */
export const sayCrowded = (name: string): string => `${name}: put the day, the month and the year in a box each, like 27, 3 and 2026`

/** 'HH:MM' from what people type: 5pm, 17:00, 5.30 pm, midday. Null when it is not a time. */
export function timeOfDay(typed: string): string | null {
  const text = typed.trim().toLowerCase()
  if (text === 'midday' || text === 'noon') return '12:00'
  if (text === 'midnight') return '00:00'
  const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/.exec(text)
  if (!match) return null
  const [, hours, minutes = '00', half] = match
  let hour = Number(hours)
  if (half) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (half === 'pm' ? 12 : 0)
  }
  if (hour > 23 || Number(minutes) > 59) return null
  return `${String(hour).padStart(2, '0')}:${minutes}`
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function monthNumber(month: string): number {
  if (/^\d{1,2}$/.test(month)) return Number(month)
  return MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1 || Number.NaN
}
