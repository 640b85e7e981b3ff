import { z } from 'zod'
import { dayFromParts, requestKey, requiredText, wholeNumberIn } from '../../platform/forms/fields.ts'
import { momentOf, typedMoment } from '../../platform/forms/moment.ts'
import { parseForm, typed, type FormError } from '../../platform/forms/parseForm.ts'
import { londonDate, plusDays, sayDay, sayInstant } from '../../platform/london.ts'

/** The key of a rendered form: the same form sent twice does its work once. */
export const keyed = z.object({ _key: requestKey })

/** What an establishment writes when it asks, and what it is answered: a few sentences. */
const MOST = 1000
/** A date further away than this was mistyped: a round is over within a year. */
const MOST_DAYS = 366

type Parsed<Values> = { ok: true; values: Values } | { ok: false; errors: FormError[] }

const why = z.object({ reason: requiredText('The reason', 'Say why you need more time', MOST) })

/** Reads a request for more time. Every fault is told at once, in the order of the page. @param due when the return is due now */
export function parseMoreTime(body: unknown, { now, dueAt }: { now: Date; dueAt: Date }): Parsed<{ reason: string; wantedOn: string }> {
  const day = dayFromParts(typedMoment(body, 'until'), 'The new date')
  const wantedOn = 'date' in day ? day.date : null
  const fault = 'error' in day ? day.error : dayFault(wantedOn, now, dueAt)
  const words = parseForm(why, body)
  const errors = [...(fault === null ? [] : [{ field: 'until-day', message: fault }]), ...(words.ok ? [] : words.errors)]
  if (errors.length > 0 || wantedOn === null || !words.ok) return { ok: false, errors }
  return { ok: true, values: { reason: words.values.reason, wantedOn } }
}

function dayFault(wantedOn: string | null, now: Date, dueAt: Date): string | null {
  if (wantedOn === null) return 'Enter the date until which you need more time'
  if (wantedOn <= londonDate(now)) return 'The new date must be after today'
  if (wantedOn <= londonDate(dueAt)) return `The new date must be after ${sayDay(dueAt)}, when the return is due`
  const last = plusDays(londonDate(now), MOST_DAYS)
  return wantedOn > last ? `The new date must be no later than ${sayDay(last)}` : null
}

const refusal = z.object({ refusal: requiredText('The reason', 'Say why not: the establishment reads this', MOST) })

const again = z.object({ reason: requiredText('The reason', 'Say what you need to change, and why', MOST) })

/** Reads a request to open a return again. */
export const parseReopening = (body: unknown): Parsed<{ reason: string }> => parseForm(again, body)

/** Reads the reason why something is not granted. */
export const parseRefusal = (body: unknown): Parsed<{ refusal: string }> => parseForm(refusal, body)

const ask = z.object({ reason: requiredText('Your question', 'Write what you want to ask', MOST) })

/** Reads what is asked about a question. */
export const parseQuestion = (body: unknown): Parsed<{ reason: string }> => parseForm(ask, body)

const questionAnswer = z.object({
  answer: requiredText('The answer', 'Write the answer', MOST),
  to: z.enum(['asker', 'all'], { error: 'Choose who reads the answer' }),
})

/** Reads the answer to a question, and who is to read it. */
export const parseQuestionAnswer = (body: unknown): Parsed<z.output<typeof questionAnswer>> => parseForm(questionAnswer, body)

const correction = z.object({ text: requiredText('The clarification', 'Write what it is to say, or withdraw it', MOST) })

/** Reads the next text of a clarification. */
export const parseCorrection = (body: unknown): Parsed<{ text: string }> => parseForm(correction, body)

/** The version of a clarification that a form showed; 0 for none. */
export const seenNumber = (body: unknown): number => wholeNumberIn(typed(body, 'seen'), 2_147_483_647) ?? 0

/** What staff answer to a request for more time. */
export type TimeAnswer = { grant: Date } | { refuse: string }

/** Reads the answer to a request for more time. @param asked the moment that granting as asked comes to */
export function parseTimeAnswer(body: unknown, { asked, now, dueAt }: { asked: Date; now: Date; dueAt: Date }): Parsed<TimeAnswer> {
  const answer = typed(body, 'answer')
  if (answer === 'refuse') {
    const words = parseForm(refusal, body)
    return words.ok ? { ok: true, values: { refuse: words.values.refusal } } : words
  }
  if (answer === 'as_asked' && asked > now) return { ok: true, values: { grant: asked } }
  if (answer !== 'another') return { ok: false, errors: [{ field: 'answer', message: 'Choose what you answer' }] }
  const due = momentOf(typedMoment(body, 'due'), 'due', { date: 'The new due date', time: 'The new time', isEnd: true })
  if ('errors' in due) return { ok: false, errors: due.errors }
  const message = grantFault(due.instant, now, dueAt)
  return message === null ? { ok: true, values: { grant: due.instant } } : { ok: false, errors: [{ field: 'due-day', message }] }
}

function grantFault(instant: Date, now: Date, dueAt: Date): string | null {
  if (instant <= now) return `The new due date must be in the future: it is ${sayInstant(now)} now`
  if (instant <= dueAt) return `The new due date must be later than ${sayInstant(dueAt)}, when the return is due now`
  const last = plusDays(londonDate(now), MOST_DAYS)
  return londonDate(instant) > last ? `The new due date must be no later than ${sayDay(last)}` : null
}
