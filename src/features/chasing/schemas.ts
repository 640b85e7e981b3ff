import { z } from 'zod'
import { dayFromParts, requestKey, requiredText, wholeNumber } from '../../platform/forms/fields.ts'
import { typedMoment } from '../../platform/forms/moment.ts'
import { parseForm, type FormError } from '../../platform/forms/parseForm.ts'
import { plusDays, sayDay } from '../../platform/london.ts'
import { RECORDED_KINDS } from './chase.ts'

/** What staff record of a chase. Days are 'YYYY-MM-DD'. */
export type NewChase = { kind: (typeof RECORDED_KINDS)[number]; on: string; said: string; nextOn: string | null }

/** A day further away than this was mistyped. */
const MOST_DAYS = 366

const words = z.object({
  kind: z.enum(RECORDED_KINDS, { error: 'Choose how you chased' }),
  said: requiredText('What was said', 'Say what was said', 2000),
})

/** Reads the form of a chase. Every fault is told at once, in the order of the page. */
export function parseChase(body: unknown, today: string): { ok: true; values: NewChase } | { ok: false; errors: FormError[] } {
  const form = parseForm(words, body)
  const on = dayFromParts(typedMoment(body, 'on'), 'The date')
  const next = dayFromParts(typedMoment(body, 'next'), 'The next date')
  const errors: FormError[] = form.ok ? [] : form.errors.filter(({ field }) => field === 'kind')
  if ('error' in on) errors.push({ field: 'on-day', message: on.error })
  else if (on.date === null) errors.push({ field: 'on-day', message: 'Enter the date' })
  else if (on.date > today || on.date < plusDays(today, -MOST_DAYS))
    errors.push({ field: 'on-day', message: `The date must be today or in the past year: it is ${sayDay(today)} today` })
  if (!form.ok) errors.push(...form.errors.filter(({ field }) => field !== 'kind'))
  if ('error' in next) errors.push({ field: 'next-day', message: next.error })
  else if (next.date !== null && (next.date < today || next.date > plusDays(today, MOST_DAYS)))
    errors.push({ field: 'next-day', message: 'The next date must be today or in the coming year' })
  if (errors.length > 0 || !form.ok || 'error' in on || on.date === null || 'error' in next) return { ok: false, errors }
  return { ok: true, values: { ...form.values, on: on.date, nextOn: next.date } }
}

/** Which outstanding returns the call sheet shows. */
export const SHEETS = { all: 'All outstanding', due: 'To chase today', overdue: 'Overdue' } as const
export type Sheet = keyof typeof SHEETS
const sheet = z.enum(Object.keys(SHEETS) as [Sheet, ...Sheet[]])
export const sheetQuery = z.object({
  show: sheet.catch('all').default('all'),
  q: z.string().trim().max(100).catch('').default(''),
})

/** The part of the call sheet from which somebody came, and to which the form leads back. */
export const cameFrom = sheet.optional().catch(undefined)

/** The key of the form, the newest chase that it showed (0: none), and where it leads back to. */
export const carried = z.object({ _key: requestKey, seen: wholeNumber().catch(0), from: cameFrom })
