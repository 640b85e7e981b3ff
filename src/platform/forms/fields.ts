import { z } from 'zod'

/** Whole characters without the control characters that no text has and that PostgreSQL may refuse. Tabs and line ends stay. */
export const withoutControls = (text: string): string => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '').toWellFormed()

/** One line of text that must be there. @param missing for example "Enter a name for the round" */
export const requiredText = (missing: string, max = 200) =>
  z.string({ error: missing }).trim().min(1, missing).max(max, `Must be ${max} characters or fewer`)

/** Text that may be left blank. */
export const optionalText = (max = 2000) => z.string().trim().max(max, `Must be ${max} characters or fewer`).default('')

/** One address as a person would be written to; kept in small letters. */
export const emailAddress = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .toLowerCase()
    .min(1, missing)
    .pipe(z.email('Enter an email address in the correct format, like name@example.com').max(254))

/** An id in a path or a form. */
export const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** The version of a row that a form was made from; 0, which no row has, when what was sent is none. */
export const rowVersion = z.coerce.number().int().positive().max(2_147_483_647).catch(0)

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
  const absent = [day ? '' : 'day', month ? '' : 'month', year ? '' : 'year'].filter(part => part !== '')
  if (absent.length > 0) return { error: `${name} must include a ${absent.join(' and ')}` }
  if (!/^\d{4}$/.test(year)) return { error: `${name}: the year must have 4 numbers` }
  const numbers = [Number(year), monthNumber(month), Number(day)] as const
  const date = new Date(Date.UTC(numbers[0], numbers[1] - 1, numbers[2]))
  const real = /^\d{1,2}$/.test(day) && date.getUTCMonth() === numbers[1] - 1 && date.getUTCDate() === numbers[2]
  return real ? { date: date.toISOString().slice(0, 10) } : { error: `${name} must be a real date` }
}

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
