import { randomUUID } from 'node:crypto'
import type { StatusTag } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { CONTACT_ROLES, CONTACT_ROLE_WORDS } from '../../history/index.ts'
import type { Invitation, Invitee } from '../store.ts'
import { reachableContacts } from '../whoIsInvited.ts'
import { colleagueFields, type TypedColleague } from './colleagueFields.ts'

/** A link that is shown on this one page. */
export type Shown = { invitationId: number; address: string }

type Facts = {
  invitee: Invitee
  invitations: readonly Invitation[]
  today: string
  shown?: Shown
  errors?: readonly { field: string; message: string }[]
  given?: TypedColleague
}

export function linksView(facts: Facts): ViewModel {
  const { invitee, invitations, today, shown, errors = [] } = facts
  const { returnId, establishment, canHaveLink } = invitee
  const base = `/returns/${returnId}/links`
  const contacts = reachableContacts(invitee.contacts, today)
  const main = invitations.find(invitation => invitation.main && invitation.revokedAt === null)
  return {
    title: 'Audit links',
    caption: establishment,
    errors: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    closedLine: canHaveLink
      ? ''
      : 'No links can be issued: the return was excused, or its round is not open and asks it for no evidence and no signature.',
    shown: shown
      ? {
          address: shown.address,
          words: 'Give it only to the person who is to complete the audit. Whoever holds it can answer for the establishment.',
        }
      : null,
    cards: invitations.map(invitation => card(invitation)),
    noLinks: invitations.length === 0,
    canHaveLink,
    base,
    handOver: handOverForm(contacts, main, errors, base),
    registerHref: `/register/establishments/${invitee.establishmentId}`,
    byHand: { action: `${base}/by-hand`, key: randomUUID(), warning: main !== undefined },
    colleague: colleagueForm(facts, base),
  }
}

function card(invitation: Invitation) {
  const isActive = invitation.revokedAt === null
  return {
    id: invitation.id,
    heading: invitation.name,
    who: [
      CONTACT_ROLES.some(role => role === invitation.role) && invitation.email !== ''
        ? CONTACT_ROLE_WORDS[invitation.role as keyof typeof CONTACT_ROLE_WORDS]
        : '',
      invitation.email,
      invitation.main ? '' : 'a colleague’s link',
    ]
      .filter(part => part !== '')
      .join(', '),
    tag: tagOf(invitation),
    lines: [
      `Issued ${sayShortInstant(invitation.issuedAt)} by ${invitation.issuedBy}.`,
      invitation.firstOpenedAt === null
        ? 'Not opened yet.'
        : `Opened first ${sayShortInstant(invitation.firstOpenedAt)}, last ${sayShortInstant(invitation.lastOpenedAt ?? invitation.firstOpenedAt)}.`,
      invitation.revokedAt === null
        ? ''
        : `Ended ${sayShortInstant(invitation.revokedAt)}${invitation.revokedReason ? `: ${invitation.revokedReason}` : ''}.`,
    ].filter(line => line !== ''),
    isActive,
    canResend: isActive && invitation.email !== '',
    key: randomUUID(),
  }
}

const tagOf = ({ revokedAt, firstOpenedAt }: Invitation): StatusTag => {
  if (revokedAt !== null) return { text: 'Ended', colour: 'grey' }
  return firstOpenedAt === null ? { text: 'Not opened', colour: 'yellow' } : { text: 'Opened', colour: 'green' }
}

function handOverForm(
  contacts: ReturnType<typeof reachableContacts>,
  main: Invitation | undefined,
  errors: Facts['errors'] = [],
  base: string,
) {
  const error = errors.find(({ field }) => field === 'contact')
  return {
    action: `${base}/hand-over`,
    key: randomUUID(),
    hasContacts: contacts.length > 0,
    button: main === undefined ? 'Issue the link' : 'Issue a new link',
    radios: {
      idPrefix: 'contact',
      name: 'contact',
      fieldset: { legend: { text: 'Who gets it?', classes: 'govuk-fieldset__legend--s' } },
      hint: { text: main === undefined ? 'It is mailed at once.' : 'A new link is mailed at once, and the main link before it ends.' },
      errorMessage: error ? { text: error.message } : undefined,
      items: contacts.map(({ id, name, role, email }) => ({
        value: String(id),
        text: name,
        hint: { text: `${CONTACT_ROLE_WORDS[role]}, ${email}` },
      })),
    },
  }
}

function colleagueForm({ errors = [], given }: Facts, base: string) {
  return {
    action: `${base}/colleague`,
    key: randomUUID(),
    isOpen: given !== undefined,
    ...colleagueFields(given, errors, 'Email address'),
  }
}
