import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { ErrorSummaryItem } from '../../../platform/http/page.ts'

/** The parameters of `govuk.input` or `govuk.passwordInput` for one box, with its error if it has one. */
export function textField(name: string, label: string, errors: readonly FormError[], more: Record<string, unknown> = {}): object {
  const error = errors.find(({ field }) => field === name)
  return {
    id: name,
    name,
    label: { text: label },
    ...(error === undefined ? {} : { errorMessage: { text: error.message } }),
    ...more,
  }
}

export const summaryOf = (errors: readonly FormError[]): ErrorSummaryItem[] =>
  errors.map(({ field, message }) => ({ text: message, href: `#${field}` }))
