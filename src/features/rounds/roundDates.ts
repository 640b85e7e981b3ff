import { momentOf, type TypedMoment } from '../../platform/forms/moment.ts'
import type { FormError } from '../../platform/forms/parseForm.ts'
import { londonDate, sayInstant } from '../../platform/london.ts'

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
  const opens = momentOf(typed.opens, 'opens', { date: 'The opening date', time: 'The opening time' })
  const due = momentOf(typed.due, 'due', { date: 'The due date', time: 'The due time', isEnd: true })
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
