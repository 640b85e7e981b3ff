import { z } from 'zod'
import type { Id } from '../../platform/id.ts'
import { idField, optionalText, requestKey, requiredText, rowVersion } from '../../platform/forms/fields.ts'
import { dayFromParts } from '../../platform/forms/fields.ts'
import { parseForm, typed, type FormError } from '../../platform/forms/parseForm.ts'
import { typedMoment } from '../../platform/forms/moment.ts'
import { EXCUSE_CODES, type decisions, type ExcuseAs } from '../returns/index.ts'
import { plusDays, sayDay } from '../../platform/london.ts'

/** What every form about a return carries: its own key, and the version of the return that it was rendered from. */
export const carried = z.object({ _key: requestKey, version: rowVersion.optional() })

const sendBackForm = z.object({ reason: requiredText('What is asked for', 'Say what you ask for', 4000) })
const noteOf = (label: string) => optionalText(`The note to “${label}”`, MOST_OF_NOTE)

/** How long a note to one question may be. */
export const MOST_OF_NOTE = 1000
/** The longest time in which a return can be asked for again, in days. */
const MOST_TO_RETURN = 366

/** The field with the note to a question. */
export const noteField = (key: string): string => `note.${key}`

/**
 * Reads what is asked of a return that is sent back: the reason, the day by which, and the note to each question that is meant. Every fault
 * is told at once, in the order of the page.
 *
 * @param questions those that were chosen
 */
export function parseSendBack(
  body: unknown,
  today: string,
  questions: readonly { key: string; name: string }[],
): { ok: true; asked: decisions.SentBack } | { ok: false; errors: FormError[] } {
  const words = parseForm(sendBackForm, body)
  const errors: FormError[] = words.ok ? [] : [...words.errors]
  const notes = questions.map(({ key, name }) => {
    const note = parseForm(z.object({ [noteField(key)]: noteOf(name) }), body)
    if (!note.ok) errors.push(...note.errors)
    return { key, note: note.ok ? (note.values[noteField(key)] ?? '') : '' }
  })
  const day = dayFromParts(typedMoment(body, 'due'), 'The day')
  const dueOn = 'date' in day ? day.date : null
  if ('error' in day) errors.push({ field: 'due-day', message: day.error })
  else if (dueOn === null) errors.push({ field: 'due-day', message: 'Enter the day by which you need it' })
  else if (dueOn <= today) errors.push({ field: 'due-day', message: 'The day must be after today' })
  else if (dueOn > plusDays(today, MOST_TO_RETURN))
    errors.push({ field: 'due-day', message: `The day must be no later than ${sayDay(plusDays(today, MOST_TO_RETURN))}` })
  if (errors.length > 0 || !words.ok) return { ok: false, errors }
  return { ok: true, asked: { reason: words.values.reason, questions: notes, dueOn } }
}

/** The ways in which nothing more is expected, as addresses spell them. */
export const pathOfExcuse = (as: ExcuseAs): string => as.replaceAll('_', '-')
export const excuseOfPath = (path: unknown): ExcuseAs | undefined => EXCUSE_CODES.find(as => pathOfExcuse(as) === path)

export type ExcuseForm = { on: string; reason: string }

/** How far from today the day of an excuse may lie: beyond it, a year was mistyped. */
const MOST_DAYS = 730

/**
 * Reads the day and the words of an excuse.
 *
 * @param rules.mayFollow whether the day may still come: an establishment can be known to close
 * @param rules.reason what to say when there are no words; null when they may be left out
 */
export function parseExcuse(
  body: unknown,
  today: string,
  rules: { dayName: string; mayFollow: boolean; reason: string | null },
): { ok: true; values: ExcuseForm } | { ok: false; errors: FormError[] } {
  const day = dayFromParts(typedMoment(body, 'on'), rules.dayName)
  const errors: FormError[] = []
  const on = 'date' in day ? day.date : null
  if ('error' in day) errors.push({ field: 'on-day', message: day.error })
  else if (on === null) errors.push({ field: 'on-day', message: `Enter ${rules.dayName.charAt(0).toLowerCase()}${rules.dayName.slice(1)}` })
  else errors.push(...dayFaults(on, today, rules))
  const words = parseForm(z.object({ reason: optionalText('What you write', 2000) }), body)
  if (!words.ok) errors.push(...words.errors)
  else if (words.values.reason === '' && rules.reason !== null) errors.push({ field: 'reason', message: rules.reason })
  if (errors.length > 0 || on === null || !words.ok) return { ok: false, errors }
  return { ok: true, values: { on, reason: words.values.reason } }
}

function dayFaults(on: string, today: string, { dayName, mayFollow }: { dayName: string; mayFollow: boolean }): FormError[] {
  if (!mayFollow && on > today) return [{ field: 'on-day', message: `${dayName} must be today or in the past` }]
  const [first, last] = [plusDays(today, -MOST_DAYS), plusDays(today, MOST_DAYS)]
  if (on < first || on > last) return [{ field: 'on-day', message: `${dayName} must be between ${sayDay(first)} and ${sayDay(last)}` }]
  return []
}

/** What was typed about the establishment that covers it: one chosen from a list, or words to search by. */
export const coveredByTyped = (body: unknown): { chosen: Id<'establishment'> | null; search: string } => {
  const chosen = idField<'establishment'>().safeParse(typed(body, 'covering'))
  return { chosen: chosen.success ? chosen.data : null, search: typed(body, 'search').trim() }
}
