import type { ViewModel } from '../../../platform/http/page.ts'
import { sayInstant } from '../../../platform/london.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import type { FoundLink } from '../landingStore.ts'
import { RESEND_MINUTES } from '../limits.ts'
import { linkState, type LeadingState, type LinkState } from '../linkState.ts'
import { maskedEmail } from '../whoIsInvited.ts'

/** Whose audit the link opens, by when, and what the button does. */
export function landingView(link: FoundLink, token: string, now: Date): ViewModel {
  const { dueLine, whatHappens, button } = waysOn(link, now)
  return {
    title: link.establishment,
    layout: 'plain',
    round: link.round,
    dueLine,
    introduction: paragraphs(link.introduction),
    forLine: link.invitedEmail === '' ? '' : `This link was sent to ${link.invitedName} (${CONTACT_ROLE_WORDS[link.invitedRole]}).`,
    whatHappens,
    legalBasis: link.legalBasis,
    action: `/audit/${token}`,
    button,
    again: againView(link, token),
    contact: contactLine(link),
  }
}

/** Whoever opens the link of a return that was sent in an earlier round may be looking for this year's. */
const againView = (link: FoundLink, token: string) =>
  link.laterReturnId === null || link.canHaveLink
    ? null
    : { heading: `Looking for “${link.laterRound ?? ''}”?`, line: againWords(link), newLink: newLinkForm(link, token) }

const againWords = (link: FoundLink): string =>
  `${link.establishment} is asked again in “${link.laterRound ?? ''}”, which has a link of its own.`

/** What is wanted by when, what follows the button, and what it is called. */
function waysOn(link: FoundLink, now: Date): { dueLine: string; whatHappens: string[]; button: string } {
  if (linkState(link) === 'evidence')
    return {
      dueLine: 'The audit has closed, but your partnership asks for your evidence.',
      whatHappens: ['We ask who you are, then show you what is asked. You can read the return and add files to it.'],
      button: 'Add evidence',
    }
  if (link.submittedAt !== null && link.status !== 'returned')
    return {
      dueLine: `It was submitted at ${sayInstant(link.submittedAt)}. Thank you.`,
      whatHappens: [
        'We ask who you are, then show you the return that was sent.',
        ...(link.status === 'awaiting_sign_off' ? ['The chair of governors or the proprietor can still sign it.'] : []),
      ],
      button: 'Read the return',
    }
  return {
    dueLine:
      link.dueAt < now
        ? `It was due by ${sayInstant(link.dueAt)}. You can still complete and submit it.`
        : `Please submit it by ${sayInstant(link.dueAt)}.`,
    whatHappens: [
      'We ask your name and role. There is no password.',
      'You can stop at any point and come back by this link, on any device. Everything is saved as you go.',
      'Several people can work on it at once, each saying who they are.',
    ],
    button: link.status === 'issued' || link.status === 'opened' ? 'Start' : 'Continue',
  }
}

const HEADINGS: Record<Exclude<LinkState, LeadingState>, string> = {
  revoked: 'This audit link has been ended',
  replaced: 'This audit link has been replaced',
  closed: 'This audit is closed',
  last_year: 'This audit link is from an earlier round',
  excused: 'No return is needed',
}

/** A link that leads nowhere: which round it was for, why, and what to do. */
export function stoppedView(link: FoundLink, token: string): ViewModel {
  const state = linkState(link)
  if (state === 'start' || state === 'read' || state === 'evidence') throw new Error('this link leads on')
  const asks = state === 'revoked' || state === 'replaced' || state === 'last_year'
  return {
    title: HEADINGS[state],
    layout: 'plain',
    paragraphs: whyWords(link, state),
    newLink: asks && (link.canHaveLink || link.laterReturnId !== null) ? newLinkForm(link, token) : null,
    lostLink: false,
    contact: contactLine(link),
  }
}

function whyWords(link: FoundLink, state: Exclude<LinkState, LeadingState>): string[] {
  const of = `It was for ${link.establishment}, in “${link.round}”.`
  switch (state) {
    case 'revoked':
      return [of, 'The partnership ended it. What was saved is safe.']
    case 'replaced':
      return [of, 'A newer link was sent, which works instead. What was saved is safe.']
    case 'last_year':
      return [of, `That round has closed. ${againWords(link)}`]
    case 'closed':
      return [
        of,
        `The round closed${link.closedAt === null ? '' : ` at ${sayInstant(link.closedAt)}`}, and nothing more can be added.`,
        'If your return is still to come, contact the partnership.',
      ]
    case 'excused':
      return [
        `The partnership has recorded that ${link.establishment} does not need to complete “${link.round}”.`,
        'If you think that is wrong, contact the partnership.',
      ]
  }
}

/** The address is masked: whoever holds the old link may recognise it, and learns no more. */
const newLinkForm = (link: FoundLink, token: string) => ({
  action: `/audit/${token}/new-link`,
  words:
    link.invitedEmail === ''
      ? 'We can send a new link to the address that is registered for the establishment.'
      : `We can send a new link to the address that is registered for the establishment. This one was sent to ${maskedEmail(link.invitedEmail)}.`,
})

/** A link that nobody was ever sent. */
export const unknownView = (): ViewModel => ({
  title: 'This audit link does not work',
  layout: 'plain',
  paragraphs: [
    'Part of it may be missing. Open it from the email again, or copy the whole link, which can run over two lines.',
    'If that does not help, we can send you a new link.',
  ],
  newLink: null,
  lostLink: true,
  contact: '',
})

/** The same words, whatever was asked for. */
export const askedView = (): ViewModel => ({
  title: 'Check your email',
  layout: 'plain',
  paragraphs: [
    'If the establishment is being asked and an address is registered for it, its audit link is on its way there.',
    `It can take a few minutes. Look in the spam folder too. Another message is sent only after ${RESEND_MINUTES} minutes, however often it is asked for.`,
    'If nothing arrives, the partnership may not have the right address: contact it, and it will send a link to the right person.',
  ],
})

function contactLine({ partnershipName, partnershipContact }: FoundLink): string {
  const { name, email, phone } = partnershipContact
  const ways = [email === '' ? '' : `email ${email}`, phone === '' ? '' : `call ${phone}`].filter(way => way !== '')
  if (ways.length === 0) return `Questions? Contact ${partnershipName}.`
  return `Questions? Contact ${name === '' ? partnershipName : `${name} at ${partnershipName}`}: ${ways.join(' or ')}.`
}

const paragraphs = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map(part => part.trim())
    .filter(part => part !== '')
