import type { Question } from '../document.ts'
import { fieldId, fieldName } from './kind.ts'
import type { Control, ControlContext, GovukParams } from './kind.ts'
import type { DateParts } from './reading.ts'

/**
 * Parameters for the GOV.UK macros. All words are passed as `text`, never as `html`: the macros escape them.
 */

type Named = Pick<Question, 'key' | 'label' | 'hint'>
/** Which part of a question a control is for: nothing for the whole, or a path such as [2, 'email']. */
export type Part = { q: Named; path?: readonly (string | number)[]; label?: string; hint?: string | undefined; context: ControlContext }

const labelOf = ({ q, path, label }: Part) => ({ text: label ?? q.label, classes: path?.length ? '' : 'govuk-label--s' })
const legendOf = ({ q, path, label }: Part) => ({ text: label ?? q.label, classes: path?.length ? '' : 'govuk-fieldset__legend--s' })

const named = ({ q, path = [], hint, context }: Part): GovukParams => ({
  id: fieldId(q, ...path),
  name: fieldName(q, ...path),
  ...described({ q, path, hint, context }),
})

const described = ({ q, path = [], hint, context }: Part): GovukParams => {
  const message = context.errorAt(path)
  const words = hint ?? (path.length === 0 ? q.hint : undefined)
  return { ...(words ? { hint: { text: words } } : {}), ...(message ? { errorMessage: { text: message } } : {}) }
}

/** Only a whole question is described by its line of strength and reference; its parts stand inside a fieldset that is. */
const describedBy = ({ path, context }: Part): GovukParams =>
  path?.length || context.describedBy === '' ? {} : { describedBy: context.describedBy }

export type Item = { value: string; label: string; hint?: string | undefined }

export const radios = (part: Part, items: readonly Item[], chosen: string, inline = false): Control => ({
  component: 'radios',
  params: {
    ...named(part),
    idPrefix: fieldId(part.q, ...(part.path ?? [])),
    fieldset: { legend: legendOf(part), ...describedBy(part) },
    classes: inline ? 'govuk-radios--inline' : '',
    items: items.map(item => ({
      value: item.value,
      text: item.label,
      checked: item.value === chosen,
      ...(item.hint ? { hint: { text: item.hint } } : {}),
    })),
  },
})

export const checkboxes = (part: Part, items: readonly Item[], chosen: readonly string[]): Control => ({
  component: 'checkboxes',
  params: {
    ...named(part),
    idPrefix: fieldId(part.q, ...(part.path ?? [])),
    fieldset: { legend: legendOf(part), ...describedBy(part) },
    items: items.map(item => ({
      value: item.value,
      text: item.label,
      checked: chosen.includes(item.value),
      ...(item.hint ? { hint: { text: item.hint } } : {}),
    })),
  },
})

export const input = (part: Part, typed: string, params: GovukParams = {}): Control => ({
  component: 'input',
  params: { ...named(part), ...describedBy(part), label: labelOf(part), value: typed, ...params },
})

export const textarea = (part: Part, typed: string, rows = 5): Control => ({
  component: 'textarea',
  params: { ...named(part), ...describedBy(part), label: labelOf(part), value: typed, rows: String(rows) },
})

const DATE_BOXES = [
  { part: 'day', label: 'Day', width: 2 },
  { part: 'month', label: 'Month', width: 2 },
  { part: 'year', label: 'Year', width: 4 },
] as const

/** The three boxes; the one that the error names is marked, and the error stands above them all. */
export const dateInput = (part: Part, typed: DateParts): Control => {
  const path = part.path ?? []
  const errors = DATE_BOXES.map(box => part.context.errorAt([...path, box.part]))
  const message = errors.find(error => error !== null)
  return {
    component: 'dateInput',
    params: {
      ...described(part),
      id: fieldId(part.q, ...path),
      ...(message ? { errorMessage: { text: message } } : {}),
      fieldset: { legend: legendOf(part), ...describedBy(part) },
      items: DATE_BOXES.map((box, at) => ({
        id: fieldId(part.q, ...path, box.part),
        name: fieldName(part.q, ...path, box.part),
        label: box.label,
        value: typed[box.part],
        classes: `govuk-input--width-${box.width}${errors[at] ? ' govuk-input--error' : ''}`,
      })),
    },
  }
}
