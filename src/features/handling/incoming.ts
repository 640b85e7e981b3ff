import { z } from 'zod'
import { dayFromParts, optionalText, requiredText } from '../../platform/forms/fields.ts'
import { momentOf, typedMoment } from '../../platform/forms/moment.ts'
import { parseForm, typedAll, type FormError } from '../../platform/forms/parseForm.ts'
import { sayDay, sayInstant } from '../../platform/london.ts'
import type { AuditReturn } from '../returns/index.ts'

/** What staff say of documents that came by e-mail. */
export type IncomingDocuments = { receivedOn: string; note: string; questionKeys: string[] }

/**
 * Reads the form of documents that came by e-mail; the files themselves are judged by themselves.
 *
 * @param today 'YYYY-MM-DD'
 * @param keys the questions to which documents can be attached
 */
export function parseDocuments(
  body: unknown,
  today: string,
  keys: readonly string[],
): { ok: true; values: IncomingDocuments } | { ok: false; errors: FormError[] } {
  const day = dayFromParts(typedMoment(body, 'received'), 'The date received')
  const words = parseForm(z.object({ note: optionalText('Note', 500) }), body)
  const errors: FormError[] = []
  if ('error' in day) errors.push({ field: 'received-day', message: day.error })
  else if (day.date === null) errors.push({ field: 'received-day', message: 'Enter the date received' })
  else if (day.date > today)
    errors.push({ field: 'received-day', message: `The date received must be today or in the past: it is ${sayDay(today)} today` })
  if (!words.ok) errors.push(...words.errors)
  if (errors.length > 0 || 'error' in day || day.date === null || !words.ok) return { ok: false, errors }
  const questionKeys = typedAll(body, 'questions').filter(key => keys.includes(key))
  return { ok: true, values: { receivedOn: day.date, note: words.values.note, questionKeys } }
}

/** What staff say of a return that came as a file or on paper. */
export type OfflineReturn = { receivedAt: Date; byName: string; note: string }

type Begun = Pick<AuditReturn, 'roundOpenedAt'>

const offlineWords = z.object({ by: requiredText('Who sent it', 'Enter who sent the return', 200), note: optionalText('Note', 2000) })

/**
 * Reads the form of an offline return.
 *
 * @param auditReturn nothing can have come before its round was opened; before its link was issued it can, from a school that uses the book of last year
 */
export function parseOffline(
  body: unknown,
  now: Date,
  auditReturn: Begun,
): { ok: true; values: OfflineReturn } | { ok: false; errors: FormError[] } {
  const received = momentOf(typedMoment(body, 'received'), 'received', { date: 'The date received', time: 'The time received' })
  const words = parseForm(offlineWords, body)
  const errors = 'errors' in received ? received.errors : receivedFaults(received.instant, now, auditReturn)
  if (!words.ok) errors.push(...words.errors)
  if (errors.length > 0 || 'errors' in received || !words.ok) return { ok: false, errors }
  return { ok: true, values: { receivedAt: received.instant, byName: words.values.by, note: words.values.note } }
}

function receivedFaults(receivedAt: Date, now: Date, { roundOpenedAt }: Begun): FormError[] {
  if (receivedAt > now)
    return [{ field: 'received-day', message: `The date and time received must be in the past: it is ${sayInstant(now)} now` }]
  if (receivedAt < roundOpenedAt)
    return [{ field: 'received-day', message: `The return cannot have come before its round was opened, at ${sayInstant(roundOpenedAt)}` }]
  return []
}
