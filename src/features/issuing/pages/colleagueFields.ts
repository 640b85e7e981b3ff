import type { FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy } from '../../../platform/forms/errors.ts'
import { CONTACT_ROLES, CONTACT_ROLE_WORDS } from '../../history/index.ts'

/** What was typed of a colleague who is to get a link. */
export type TypedColleague = { name: string; email: string; role: string }

/** The fields of a form that gives a colleague a link, as they stand. */
export function colleagueFields(given: TypedColleague | undefined, errors: readonly FormError[], emailLabel: string) {
  const errorOf = errorsBy(errors)
  return {
    name: { id: 'name', name: 'name', limit: 100, label: { text: 'Full name' }, value: given?.name, errorMessage: errorOf('name') },
    email: {
      id: 'email',
      name: 'email',
      type: 'email',
      label: { text: emailLabel },
      value: given?.email,
      spellcheck: false,
      errorMessage: errorOf('email'),
    },
    role: {
      id: 'role',
      name: 'role',
      label: { text: 'Role' },
      items: [
        { value: '', text: 'Choose a role' },
        ...CONTACT_ROLES.map(role => ({ value: role, text: CONTACT_ROLE_WORDS[role], selected: given?.role === role })),
      ],
      errorMessage: errorOf('role'),
    },
  }
}
