import { dayFromParts, timeOfDay } from '../../platform/forms/fields.ts'
import { londonDate, londonInstant, sayInstant } from '../../platform/london.ts'
import type { FormError } from '../../platform/forms/parseForm.ts'

/** What somebody typed into the boxes of one date and time. */
export type TypedMoment = { day: string; month: string; year: string; time: string }

/**
 * Reads the opening and the due moment of a round, as they are meant in London.
 *
 * @param opening the opening that is stored already, which may lie in the past; null for a new round
 * @returns the two instants, or what is wrong with each, under the ids of the boxes
 */
export function roundDates(
  typed: { opens: TypedMoment; due: TypedMoment },
  now: Date,
  opening: Date | null = null,
): { opensAt: Date; dueAt: Date } | { errors: FormError[] } {
  const opens = moment(typed.opens, 'opens', 'The opening date', 'The opening time')
  const due = moment(typed.due, 'due', 'The due date', 'The due time')
  const errors = [...('errors' in opens ? opens.errors : []), ...('errors' in due ? due.errors : [])]
  if ('errors' in opens || 'errors' in due) return { errors }
  const [opensAt, dueAt] = [opens.instant, due.instant]
  if (opensAt.getTime() !== opening?.getTime() && londonDate(opensAt) < londonDate(now))
    errors.push({ field: 'opens-day', message: 'The opening date must be today or in the future' })
  if (dueAt <= now) errors.push({ field: 'due-day', message: 'The due date and time must be in the future' })
  else if (dueAt <= opensAt)
    errors.push({ field: 'due-day', message: `The due date and time must be after the opening, ${sayInstant(opensAt)}` })
  return errors.length > 0 ? { errors } : { opensAt, dueAt }
}

function moment(typed: TypedMoment, prefix: string, dateName: string, timeName: string): { instant: Date } | { errors: FormError[] } {
  const day = dayFromParts(typed, dateName)
  const time = timeOfDay(typed.time)
  const errors: FormError[] = []
  if ('error' in day) errors.push({ field: `${prefix}-day`, message: day.error })
  else if (day.date === null)
    errors.push({ field: `${prefix}-day`, message: `Enter ${dateName.charAt(0).toLowerCase()}${dateName.slice(1)}` })
  if (time === null)
    errors.push({
      field: `${prefix}-time`,
      message:
        typed.time.trim() === ''
          ? `Enter ${timeName.charAt(0).toLowerCase()}${timeName.slice(1)}`
          : `${timeName} must be a time, like 5pm or 17:00`,
    })
  if ('error' in day || day.date === null || time === null) return { errors }
  return { instant: londonInstant(day.date, time) }
}

/** The other way round: what the boxes show for an instant. */
export function typedMoment(instant: Date, sayTime: (instant: Date) => string): TypedMoment {
  const [year = '', month = '', day = ''] = londonDate(instant).split('-')
  return { day: String(Number(day)), month: String(Number(month)), year, time: sayTime(instant) }
}
