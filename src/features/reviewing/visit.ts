import { z } from 'zod'
import { dayFromParts, optionalText, requiredText } from '../../platform/forms/fields.ts'
import { typedMoment, type TypedDay } from '../../platform/forms/moment.ts'
import { parseForm, typed, type FormError } from '../../platform/forms/parseForm.ts'
import type { Id } from '../../platform/id.ts'
import { plusDays, sayDay } from '../../platform/london.ts'

/** What is recorded of a visit. The day is 'YYYY-MM-DD'; whom they met and with whom the copy was left may be blank. */
export type VisitText = { visitedOn: string; visitors: string; met: string; seen: string; copyLeftWith: string }

export type Visit = VisitText & {
  id: Id<'visit'>
  memberId: Id<'member'>
  recordedBy: string
  recordedAt: Date
  removedAt: Date | null
  version: number
}

/** What stands in the boxes of the form, as text. */
export type TypedVisit = Omit<VisitText, 'visitedOn'> & { on: TypedDay }

export const typedVisit = (body: unknown): TypedVisit => ({
  on: typedMoment(body, 'on'),
  visitors: typed(body, 'visitors'),
  met: typed(body, 'met'),
  seen: typed(body, 'seen'),
  copyLeftWith: typed(body, 'copyLeftWith'),
})

/** A visit as its form shows it. */
export function visitInBoxes({ visitedOn, visitors, met, seen, copyLeftWith }: VisitText): TypedVisit {
  const [year = '', month = '', day = ''] = visitedOn.split('-')
  return { on: { day: String(Number(day)), month: String(Number(month)), year }, visitors, met, seen, copyLeftWith }
}

const words = z.object({
  visitors: requiredText('Who visited', 'Enter who visited', 300),
  met: optionalText('Who they met', 500),
  seen: z
    .string()
    .catch('')
    .transform(seen => seen.replace(/\r\n?/g, '\n'))
    .pipe(requiredText('What was seen', 'Write what was seen', 10_000)),
  copyLeftWith: optionalText('Who the copy was left with', 300),
})

/** A visit so long before its sample was drawn was mistyped. */
const MOST_DAYS_BEFORE = 366

/**
 * Reads the form of a visit. Every fault is told at once, in the order of the page.
 *
 * @param drawnOn when the sample was drawn, 'YYYY-MM-DD'
 */
export function parseVisit(
  given: TypedVisit,
  { today, drawnOn }: { today: string; drawnOn: string },
): { ok: true; values: VisitText } | { ok: false; errors: FormError[] } {
  const on = dayFromParts(given.on, 'The date of the visit')
  const form = parseForm(words, given)
  const fault = dayFault(on, today, drawnOn)
  if (fault === null && form.ok && 'date' in on && on.date !== null) return { ok: true, values: { ...form.values, visitedOn: on.date } }
  return { ok: false, errors: [...(fault === null ? [] : [{ field: 'on-day', message: fault }]), ...(form.ok ? [] : form.errors)] }
}

function dayFault(on: ReturnType<typeof dayFromParts>, today: string, drawnOn: string): string | null {
  if ('error' in on) return on.error
  if (on.date === null) return 'Enter the date of the visit'
  if (on.date > today)
    return `The date of the visit is in the future: ${sayDay(on.date)} is still to come, and it is ${sayDay(today)} today`
  const earliest = plusDays(drawnOn, -MOST_DAYS_BEFORE)
  if (on.date < earliest) return `The date of the visit must be ${sayDay(earliest)} or later: the sample was drawn on ${sayDay(drawnOn)}`
  return null
}

/** Whether two records of a visit say the same. */
export const sameVisit = (one: VisitText, other: VisitText): boolean =>
  (['visitedOn', 'visitors', 'met', 'seen', 'copyLeftWith'] as const).every(part => one[part] === other[part])
