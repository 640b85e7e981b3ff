import { londonDate, londonInstant, sayTime } from '../london.ts'
import { dayFromParts, timeOfDay } from './fields.ts'
import { typed, type FormError } from './parseForm.ts'
import { errorsBy } from './errors.ts'

/** What somebody typed into the boxes of one day. */
export type TypedDay = { day: string; month: string; year: string }
/** What somebody typed into the boxes of one date and time. */
export type TypedMoment = TypedDay & { time: string }

/** The boxes `due-day`, `due-month`, `due-year` and `due-time` of a form, for the prefix `due`. */
export const typedMoment = (body: unknown, prefix: string): TypedMoment => ({
  day: typed(body, `${prefix}-day`),
  month: typed(body, `${prefix}-month`),
  year: typed(body, `${prefix}-year`),
  time: typed(body, `${prefix}-time`),
})

/** What the boxes show for an instant. */
export function momentInBoxes(instant: Date): TypedMoment {
  const [year = '', month = '', day = ''] = londonDate(instant).split('-')
  return { day: String(Number(day)), month: String(Number(month)), year, time: sayTime(instant) }
}

/**
 * The London instant of a date and a time as typed, both of which must be there.
 *
 * @param names what the boxes are called in messages: "The new due date", "The new time"
 */
export function momentOf(
  boxes: TypedMoment,
  prefix: string,
  names: { date: string; time: string; isEnd?: boolean },
): { instant: Date } | { errors: FormError[] } {
  const day = dayFromParts(boxes, names.date)
  const time = timeOfDay(boxes.time)
  const errors: FormError[] = []
  if ('error' in day) errors.push({ field: `${prefix}-day`, message: day.error })
  else if (day.date === null) errors.push({ field: `${prefix}-day`, message: `Enter ${uncapitalised(names.date)}` })
  if (time === null) {
    const message = boxes.time.trim() === '' ? `Enter ${uncapitalised(names.time)}` : `${names.time} must be a time, like 5pm or 17:00`
    errors.push({ field: `${prefix}-time`, message })
  }
  if ('error' in day || day.date === null || time === null) return { errors }
  const instant = londonInstant(day.date, time)
  const fault =
    day.date > LAST_DAY
      ? { field: `${prefix}-day`, message: `${names.date} must be before the year 2100` }
      : timeFault(boxes, names, time, instant)
  return fault === null ? { instant } : { errors: [{ field: `${prefix}-time`, ...fault }] }
}

const LAST_DAY = '2099-12-31'

/** A time that people and clocks take for another one. */
function timeFault(
  { time: typedTime }: TypedMoment,
  names: { time: string; isEnd?: boolean },
  time: string,
  instant: Date,
): { message: string } | null {
  if (names.isEnd && time === '00:00' && typedTime.trim() !== '')
    return { message: `${names.time}: midnight is when the day begins. For the end of the day enter 11:59pm` }
  if (timeOfDay(sayTime(instant)) !== time)
    return { message: `${names.time}: there is no ${typedTime.trim()} on that day, because the clocks go forward` }
  return null
}

const uncapitalised = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`

/** The parameters of `govuk.dateInput` for three boxes, with their error if they have one. */
export function dayField(prefix: string, legend: string, hint: string, boxes: TypedDay, errors: readonly FormError[]): object {
  const error = errorsBy(errors)(`${prefix}-day`)
  const box = (name: keyof TypedDay, width: number) => ({
    name,
    value: boxes[name],
    classes: `govuk-input--width-${width}${error ? ' govuk-input--error' : ''}`,
  })
  return {
    id: prefix,
    namePrefix: prefix,
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
    hint: { text: hint },
    errorMessage: error,
    items: [box('day', 2), box('month', 2), box('year', 4)],
  }
}

/** The parameters of `govuk.input` for the time that belongs to a day. */
export function timeField(prefix: string, label: string, boxes: TypedMoment, errors: readonly FormError[]): object {
  const error = errors.find(({ field }) => field === `${prefix}-time`)
  return {
    id: `${prefix}-time`,
    name: `${prefix}-time`,
    label: { text: label, classes: 'govuk-label--s' },
    hint: { text: 'For example, 5pm or 17:00' },
    classes: 'govuk-input--width-5',
    value: boxes.time,
    errorMessage: error,
  }
}
