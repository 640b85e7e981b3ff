import { typedMoment, dayField, type TypedDay } from '../../../platform/forms/moment.ts'
import { dayFromParts } from '../../../platform/forms/fields.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy } from '../../../platform/forms/errors.ts'

/** The parameters of `govuk.input` for one box, with its error if it has one. */
export function textField(
  name: string,
  label: string,
  value: string,
  errors: readonly FormError[],
  more: Record<string, unknown> = {},
): object {
  return { id: name, name, label: { text: label, classes: 'govuk-label--s' }, value, errorMessage: errorsBy(errors)(name), ...more }
}

/** The parameters of `govuk.select` or `govuk.radios` for one choice. */
export function choiceField(
  name: string,
  label: string,
  chosen: string,
  options: readonly { value: string; text: string; hint?: string }[],
  errors: readonly FormError[],
  more: Record<string, unknown> = {},
): object {
  return {
    id: name,
    idPrefix: name,
    name,
    label: { text: label, classes: 'govuk-label--s' },
    fieldset: { legend: { text: label, classes: 'govuk-fieldset__legend--s' } },
    items: options.map(({ value, text, hint }) => ({
      value,
      text,
      selected: value === chosen,
      checked: value === chosen,
      ...(hint === undefined ? {} : { hint: { text: hint } }),
    })),
    errorMessage: errorsBy(errors)(name),
    ...more,
  }
}

/** The three boxes of a day. */
export const dateField = (name: string, legend: string, hint: string, boxes: TypedDay, errors: readonly FormError[]): object =>
  dayField(name, legend, hint, boxes, errors)

/** The day that was typed into three boxes, or what is wrong with it. */
export function typedDay(body: unknown, name: string, called: string): { date: string | null } | { error: FormError } {
  const read = dayFromParts(typedMoment(body, name), called)
  return 'error' in read ? { error: { field: `${name}-day`, message: read.error } } : read
}

/** A day in three boxes. */
export function inBoxes(date: string | null): TypedDay {
  const [year = '', month = '', day = ''] = date === null ? [] : date.split('-')
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}
