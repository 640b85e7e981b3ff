import { dayFromParts } from '../../platform/forms/fields.ts'
import { sayMonth, sayShortDay } from '../../platform/london.ts'

/** The boxes of a form. */
export type DateParts = { day: string; month: string; year: string }

/** The date of a document as boxes give it: 'YYYY-MM-DD', or 'YYYY-MM' where nobody knows the day; null where all are blank. */
export function datedFromParts(parts: DateParts): { date: string | null } | { error: string } {
  const isMonth = parts.day.trim() === '' && (parts.month.trim() !== '' || parts.year.trim() !== '')
  const read = dayFromParts(isMonth ? { ...parts, day: '1' } : parts, 'The date of the document')
  return 'error' in read || read.date === null || !isMonth ? read : { date: read.date.slice(0, 7) }
}

/** The same, back in its boxes. */
export function partsOf(datedOn: string | null): DateParts {
  const [year = '', month = '', day = ''] = (datedOn ?? '').split('-')
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}

/** "14 Sept 2026" or "September 2026", whichever is known. */
export const sayDated = (datedOn: string): string => (datedOn.length === 7 ? sayMonth(datedOn) : sayShortDay(datedOn))

/** ", dated September 2026", behind what else is said of a file; blank where no date is known. */
export const alsoDated = (datedOn: string | null): string => (datedOn === null ? '' : `, dated ${sayDated(datedOn)}`)
