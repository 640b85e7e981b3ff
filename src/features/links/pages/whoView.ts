import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { CONTACT_ROLES, CONTACT_ROLE_WORDS, type ContactRole } from '../../history/index.ts'
import type { FoundLink } from '../landingStore.ts'
import type { KnownPerson } from '../contributorStore.ts'

/** Somebody to choose by one click: who came by this link before, and the person to whom it was sent. */
export type Choice = { value: string; name: string; role: ContactRole; jobTitle: string }

/** The people whom a link knows, each once. A link of one's own knows its person alone: whoever else came by it is nobody to be chosen. */
export function knownPeople(
  link: Pick<FoundLink, 'invitedName' | 'invitedRole' | 'invitedEmail' | 'main'>,
  people: readonly KnownPerson[],
): Choice[] {
  if (isOwn(link)) return [{ value: 'invited', name: link.invitedName, role: link.invitedRole, jobTitle: '' }]
  const choices = people.map(({ id, name, role, jobTitle }) => ({ value: String(id), name, role, jobTitle }))
  const invitedIsKnown = choices.some(({ name }) => name.toLowerCase() === link.invitedName.toLowerCase())
  if (invitedIsKnown || link.invitedEmail === '') return choices
  return [...choices, { value: 'invited', name: link.invitedName, role: link.invitedRole, jobTitle: '' }]
}

/** Whether a link was given to one person, who needs only to say that it is they. */
export const isOwn = ({ main, invitedEmail }: Pick<FoundLink, 'main' | 'invitedEmail'>): boolean => !main && invitedEmail !== ''

type Given = { chosen: string; name: string; role: string; jobTitle: string; shared: boolean }

/** The page that asks who somebody is. */
export function whoView(link: FoundLink, people: readonly KnownPerson[], given: Given, errors: readonly FormError[]): ViewModel {
  const known = knownPeople(link, people)
  const errorOf = errorsBy(errors)
  return {
    title: isOwn(link) ? `Are you ${link.invitedName}?` : 'Who are you?',
    own: isOwn(link) ? { name: link.invitedName, role: CONTACT_ROLE_WORDS[link.invitedRole], isOpen: errors.length > 0 } : null,
    layout: 'plain',
    caption: `${link.establishment}, ${link.round}`,
    errors: summaryOf(errors),
    known: known.map(({ value, name, role, jobTitle }) => ({
      value,
      text: `I am ${name}`,
      hint: jobTitle === '' ? CONTACT_ROLE_WORDS[role] : `${CONTACT_ROLE_WORDS[role]}, ${jobTitle}`,
      checked: given.chosen === value,
    })),
    shared: (id: string) => sharedBox(id, given.shared),
    somebodyElse: { checked: given.chosen === 'other' || (errors.length > 0 && errorOf('person') === undefined) },
    personError: errorOf('person'),
    name: {
      id: 'name',
      name: 'name',
      limit: 100,
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
      limit: 100,
      label: { text: 'Job title (optional)' },
      hint: { text: 'For example, Assistant headteacher' },
      value: given.jobTitle,
      autocomplete: 'organization-title',
      errorMessage: errorOf('jobTitle'),
    },
  }
}

/** Asked where somebody says who they are, since that is where a session begins. */
const sharedBox = (id: string, checked: boolean) => ({
  idPrefix: id,
  name: 'shared',
  classes: 'govuk-checkboxes--small',
  items: [
    {
      value: 'yes',
      text: 'Other people use this computer',
      hint: {
        text: 'You are signed out when the browser is closed, and after 60 minutes without opening or saving a page. Text that is not saved yet is kept in the open tab only.',
      },
      checked,
    },
  ],
})
