import type { FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy } from '../../../platform/forms/errors.ts'

/** The parameters of `govuk.input` or `govuk.passwordInput` for one box, with its error if it has one. */
export function textField(name: string, label: string, errors: readonly FormError[], more: Record<string, unknown> = {}): object {
  const error = errorsBy(errors)(name)
  return {
    id: name,
    name,
    label: { text: label },
    errorMessage: error,
    ...more,
  }
}
