import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { CONTACT_ROLES, CONTACT_ROLE_WORDS, type ContactRole } from '../../history/index.ts'
import type { FoundLink } from '../landingStore.ts'
import type { KnownPerson } from '../contributorStore.ts'

/** Somebody to choose by one click: who came by this link before, and the person to whom it was sent. */
export type Choice = { value: string; name: string; role: ContactRole; jobTitle: string }

/** The people whom a link knows, each once. */
export function knownPeople(
  link: Pick<FoundLink, 'invitedName' | 'invitedRole' | 'invitedEmail'>,
  people: readonly KnownPerson[],
): Choice[] {
  const choices = people.map(({ id, name, role, jobTitle }) => ({ value: String(id), name, role, jobTitle }))
  const invitedIsKnown = choices.some(({ name }) => name.toLowerCase() === link.invitedName.toLowerCase())
  if (invitedIsKnown || link.invitedEmail === '') return choices
  return [...choices, { value: 'invited', name: link.invitedName, role: link.invitedRole, jobTitle: '' }]
}

type Given = { chosen: string; name: string; role: string; jobTitle: string }

/** The page that asks who somebody is. */
export function whoView(link: FoundLink, people: readonly KnownPerson[], given: Given, errors: readonly FormError[]): ViewModel {
  const known = knownPeople(link, people)
  const errorOf = errorsBy(errors)
  return {
    title: 'Who are you?',
    layout: 'plain',
    caption: `${link.establishment}, ${link.round}`,
    errors: summaryOf(errors),
    known: known.map(({ value, name, role, jobTitle }) => ({
      value,
      text: `I am ${name}`,
      hint: jobTitle === '' ? CONTACT_ROLE_WORDS[role] : `${CONTACT_ROLE_WORDS[role]}, ${jobTitle}`,
      checked: given.chosen === value,
    })),
    somebodyElse: { checked: given.chosen === 'other' || (errors.length > 0 && errorOf('person') === undefined) },
    personError: errorOf('person'),
    name: {
      id: 'name',
      name: 'name',
      label: { text: 'Full name' },
      value: given.name,
      autocomplete: 'name',
      spellcheck: false,
      errorMessage: errorOf('name'),
    },
    role: {
      id: 'role',
      name: 'role',
      label: { text: 'Role' },
      items: [
        { value: '', text: 'Choose your role' },
        ...CONTACT_ROLES.map(role => ({ value: role, text: CONTACT_ROLE_WORDS[role], selected: given.role === role })),
      ],
      errorMessage: errorOf('role'),
    },
    jobTitle: {
      id: 'jobTitle',
      name: 'jobTitle',
      label: { text: 'Job title (optional)' },
      hint: { text: 'For example, Assistant headteacher' },
      value: given.jobTitle,
      autocomplete: 'organization-title',
      errorMessage: errorOf('jobTitle'),
    },
  }
}
