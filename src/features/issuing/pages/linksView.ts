import { randomUUID } from 'node:crypto'
import type { Id } from '../../../platform/id.ts'
import type { StatusTag } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { CONTACT_ROLES, CONTACT_ROLE_WORDS } from '../../history/index.ts'
import { reachableContacts } from '../../establishments/index.ts'
import { linksOutOfStep, whoIsWrittenTo, type LinkOutOfStep, type ReturnToWriteAbout } from '../../correspondence/index.ts'
import { sayAddress, sayLastSent, type LastSent } from '../../messages/index.ts'
import { moveLine, outOfStepLine } from '../outOfStepWords.ts'
import type { Invitation, Invitee } from '../../links/index.ts'
import { colleagueFields, type TypedColleague } from './colleagueFields.ts'

/** A link that is shown on this one page. */
export type Shown = { invitationId: Id<'invitation'>; address: string }

type Facts = {
  invitee: Invitee
  about: ReturnToWriteAbout
  invitations: readonly Invitation[]
  sent: ReadonlyMap<Id<'invitation'>, LastSent>
  /** The last message to each address that can be given the link. */
  sentTo: ReadonlyMap<string, LastSent>
  today: string
  shown?: Shown
  errors?: readonly { field: string; message: string }[]
  given?: TypedColleague
}

export function linksView(facts: Facts): ViewModel {
  const { invitee, about, invitations, sent, today, shown, errors = [] } = facts
  const toMove = new Map(linksOutOfStep(about, today).map(link => [link.invitationId, link]))
  const [first] = whoIsWrittenTo(about, 'first', today).to
  const { returnId, establishment, canHaveLink } = invitee
  const base = `/returns/${returnId}/links`
  const contacts = reachableContacts(invitee.contacts, today, invitee.linksGoTo)
  const main = invitations.find(invitation => invitation.main && invitation.revokedAt === null)
  return {
    title: 'Audit links',
    caption: establishment,
    errors: summaryOf(errors),
    closedLine: canHaveLink
      ? ''
      : 'No links can be issued: the return was excused, or its round is not open and asks it for no evidence and no signature.',
    shown: shown
      ? {
          address: shown.address,
          words: 'Give it only to the person who is to complete the audit. Whoever holds it can answer for the establishment.',
        }
      : null,
    cards: invitations.map(invitation => card(invitation, sent.get(invitation.id), toMove.get(invitation.id))),
    firstLine: first
      ? `Letters about this return go first to ${first.name} (${CONTACT_ROLE_WORDS[first.role]}, ${sayAddress(first.email, facts.sentTo)}).`
      : '',
    noLinks: invitations.length === 0,
    canHaveLink,
    base,
    main: main?.id ?? 'none',
    handOver: handOverForm(contacts, main, errors, base, facts.sentTo),
    registerHref: `/register/establishments/${invitee.establishmentId}`,
    byHand: { action: `${base}/by-hand`, key: randomUUID(), warning: main !== undefined },
    colleague: colleagueForm(facts, base),
  }
}

function card(invitation: Invitation, sent: LastSent | undefined, toMove: LinkOutOfStep | undefined) {
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
        : `Ended ${sayShortInstant(invitation.revokedAt)}${invitation.endedBy === '' ? '' : ` by ${invitation.endedBy}`}${invitation.revokedReason ? `: ${invitation.revokedReason}` : ''}.`,
      sent || (isActive && invitation.email !== '') ? sayLastSent(sent) : '',
    ].filter(line => line !== ''),
    move: toMove
      ? {
          why: outOfStepLine(toMove),
          then: moveLine(toMove),
          key: randomUUID(),
          button: toMove.to === null ? '' : `Move the link to ${toMove.to.name}`,
        }
      : null,
    isActive,
    canResend: isActive && invitation.email !== '' && toMove?.why.is !== 'left',
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
  sentTo: Facts['sentTo'],
) {
  const error = errorsBy(errors)('contact')
  return {
    action: `${base}/hand-over`,
    key: randomUUID(),
    hasContacts: contacts.length > 0,
    button: main === undefined ? 'Issue the link' : 'Issue a new link',
    radios: {
      idPrefix: 'contact',
      name: 'contact',
      fieldset: { legend: { text: 'Who gets it?', classes: 'govuk-fieldset__legend--s' } },
      hint: {
        text:
          main === undefined
            ? 'A message with it is written at once.'
            : 'We write a message with a new link at once, and the present main link stops working.',
      },
      errorMessage: error,
      items: contacts.map(({ id, name, role, email }) => ({
        value: String(id),
        text: name,
        hint: { text: `${CONTACT_ROLE_WORDS[role]}, ${sayAddress(email, sentTo)}` },
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
