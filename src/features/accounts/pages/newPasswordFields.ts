import type { FormError } from '../../../platform/forms/parseForm.ts'
import { SHORTEST_PASSWORD } from '../passwordRules.ts'
import { textField } from './textField.ts'

/** The two boxes in which a new password is chosen. */
export const newPasswordFields = (errors: readonly FormError[]) => ({
  password: textField('password', 'New password', errors, {
    hint: {
      text: `${SHORTEST_PASSWORD} characters or more. Three words that have nothing to do with each other are easy to remember and hard to guess`,
    },
    autocomplete: 'new-password',
  }),
  again: textField('again', 'The same password again', errors, { autocomplete: 'new-password' }),
})
