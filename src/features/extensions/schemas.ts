import { z } from 'zod'
import type { Id } from '../../platform/id.ts'
import { momentOf, typedMoment } from '../../platform/forms/moment.ts'
import { parseForm, typed, type FormError } from '../../platform/forms/parseForm.ts'
import { optionalText, requestKey, wholeNumber } from '../../platform/forms/fields.ts'
import { londonDate, plusDays, sayDay, sayInstant } from '../../platform/london.ts'
import { unpacked } from './chosenIds.ts'
import { REASON_CODES, type ExtensionReason } from './reasons.ts'

/** A date further away than this was mistyped: a round is over within a year. */
const MOST_DAYS = 366

/** What staff ask for: until when, and why. */
export type ExtensionRequest = { toDueAt: Date; reasonCode: ExtensionReason; reason: string }

const reasons = z
  .object({
    reason: z.enum(REASON_CODES, { error: 'Choose why more time is given' }),
    more: optionalText('Details', 500),
  })
  .refine(({ reason, more }) => reason !== 'other' || more !== '', { path: ['more'], message: 'Say what the reason is' })

/** Reads the form. Every fault is told at once, in the order of the page. */
export function parseExtension(body: unknown, now: Date): { ok: true; request: ExtensionRequest } | { ok: false; errors: FormError[] } {
  const due = momentOf(typedMoment(body, 'due'), 'due', { date: 'The new due date', time: 'The new time', isEnd: true })
  const why = parseForm(reasons, body)
  const errors = 'errors' in due ? due.errors : dateFaults(due.instant, now)
  if (!why.ok) errors.push(...why.errors)
  if (errors.length > 0 || 'errors' in due || !why.ok) return { ok: false, errors }
  return { ok: true, request: { toDueAt: due.instant, reasonCode: why.values.reason, reason: why.values.more } }
}

function dateFaults(instant: Date, now: Date): FormError[] {
  if (instant <= now) return [{ field: 'due-day', message: `The new due date must be in the future: it is ${sayInstant(now)} now` }]
  const last = plusDays(londonDate(now), MOST_DAYS)
  if (londonDate(instant) > last) return [{ field: 'due-day', message: `The new due date must be no later than ${sayDay(last)}` }]
  return []
}

/** The returns that the form is about. */
export const chosenReturns = (body: unknown): Id<'return'>[] => unpacked(typed(body, 'returns'))

/** The key of the rendered preview, and how often its returns had been extended by then. */
export const keyed = z.object({ _key: requestKey, seen: wholeNumber(2_147_483_647).optional().catch(undefined) })
