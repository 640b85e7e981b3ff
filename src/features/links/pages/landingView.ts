import { withLinks } from '../../../platform/telephone.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayDay, sayInstant } from '../../../platform/london.ts'
import { sayPlace } from '../../establishments/index.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import { isOverdue, reopened, stands } from '../../returns/index.ts'
import { sayDueBy } from '../../returnPages/index.ts'
import type { FoundLink } from '../landingStore.ts'
import { linkState, type LeadingState, type LinkState } from '../linkState.ts'
import { maskedEmail } from '../maskedEmail.ts'

/** Whose audit the link opens, by when, and what the button does. @param sections the titles of what it opens; null for all of the return */
export function landingView(
  link: FoundLink,
  { token, sections, now }: { token: string; sections: readonly string[] | null; now: Date },
): ViewModel {
  const { dueLine, whatHappens, button } = waysOn(link, now)
  return {
    title: link.establishment,
    layout: 'plain',
    round: link.round,
    place: sayPlace(link),
    dueLine,
    introduction: paragraphs(link.introduction),
    forLine: link.invitedEmail === '' ? '' : `This link is for ${link.invitedName} (${CONTACT_ROLE_WORDS[link.invitedRole]}).`,
    // A link of one's own names its person before the button, and what it opens.
    own: link.main ? null : ownWords(link, sections),
    whatHappens,
    legalBasis: link.legalBasis,
    action: `/audit/${token}`,
    button,
    again: againView(link, token),
    contact: withLinks(contactLine(link)),
  }
}

function ownWords(
  { handsOver, issuedBy }: FoundLink,
  sections: readonly string[] | null,
): { opens: string; titles: readonly string[]; others: string } {
  const others = 'It is for them alone: whoever else helps gets a link of their own.'
  if (handsOver !== null)
    return {
      opens: `${issuedBy} hands the return over to them: once you press the button, this is the main link, and the link of ${handsOver.name} ends.`,
      titles: [],
      others: 'Everything that was saved stays.',
    }
  if (sections === null) return { opens: 'It opens the whole return.', titles: [], others }
  return { opens: sections.length === 1 ? 'It opens one section:' : `It opens ${sections.length} sections:`, titles: sections, others }
}

/** Whoever opens the link of a return that was sent in an earlier round may be looking for this year's. */
const againView = (link: FoundLink, token: string) =>
  link.laterReturnId === null || link.canHaveLink
    ? null
    : { heading: `Looking for “${link.laterRound ?? ''}”?`, line: againWords(link), newLink: newLinkForm(link, token) }

const againWords = (link: FoundLink): string =>
  `${link.establishment} is asked again in “${link.laterRound ?? ''}”. That round has its own link.`

/** What is wanted by when, what follows the button, and what it is called. */
function waysOn(link: FoundLink, now: Date): { dueLine: string; whatHappens: string[]; button: string } {
  if (linkState(link) === 'evidence')
    return {
      dueLine: 'The audit has closed, but your partnership asks for your evidence.',
      whatHappens: ['We ask who you are, then show you what is asked. You can read the return and add files to it.'],
      button: 'Add evidence',
    }
  if (link.submittedAt !== null && stands('completed', link.status))
    return {
      dueLine: `It was submitted at ${sayInstant(link.submittedAt)}. Thank you.`,
      whatHappens: [
        'We ask who you are, then show you the return that was sent.',
        ...(stands('awaiting_chair', link.status) ? ['The chair of governors or the proprietor can still sign it.'] : []),
      ],
      button: 'Read the return',
    }
  if (linkState(link) === 'read')
    return {
      dueLine: `“${link.round}” closed${closedWhen(link)}. This return was not submitted, and nothing more can be added.`,
      whatHappens: ['We ask who you are, then show you what was typed.', 'If you have not sent your return, contact the partnership.'],
      button: 'Read what was typed',
    }
  return {
    dueLine:
      reopened.askedAgainBy(link) !== null
        ? `Your partnership asks for it again by ${sayDueBy(link)}.`
        : isOverdue(link, now)
          ? `It was due by ${sayInstant(link.dueAt)}. You can still complete and submit it.`
          : link.main
            ? `Please submit it by ${sayInstant(link.dueAt)}.`
            : `The return is due by ${sayInstant(link.dueAt)}.`,
    whatHappens: [
      link.main ? 'We ask your name and role. There is no password.' : `We ask whether you are ${link.invitedName}. There is no password.`,
      'You can stop at any point and come back by this link, on any device. Your answers are kept each time you press Save.',
      link.main
        ? 'Several people can work on it at once, each saying who they are.'
        : 'Colleagues can work on the return at the same time, each by a link of their own.',
    ],
    button: stands('not_started', link.status) ? 'Start' : 'Continue',
  }
}

const closedWhen = ({ closedAt }: FoundLink): string => (closedAt === null ? '' : ` at ${sayInstant(closedAt)}`)

export const HEADINGS: Record<Exclude<LinkState, LeadingState>, string> = {
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
  // A new link goes to whoever is registered: it is no use to offer it to a colleague whose own link ended.
  if (link.answersDeletedAt !== null) return deletedView(link, link.answersDeletedAt, token)
  const asks = state === 'last_year' || (state === 'replaced' && link.newerIsTheirs) || (state === 'revoked' && link.main)
  return {
    title: HEADINGS[state],
    layout: 'plain',
    paragraphs: whyWords(link, state),
    newLink: asks && (link.canHaveLink || link.laterReturnId !== null) ? newLinkForm(link, token) : null,
    lostLink: false,
    contact: withLinks(contactLine(link)),
  }
}

/** Nothing of the return can be opened any more: a new link leads on in a later round alone. */
const deletedView = (link: FoundLink, at: Date, token: string): ViewModel => ({
  title: 'The answers of this audit were deleted',
  layout: 'plain',
  paragraphs: [
    `The link was for ${link.establishment}, in “${link.round}”.`,
    `The answers, and the names of those who gave them, were deleted on ${sayDay(at)}, at the end of the time for which ${link.partnershipName} keeps them.`,
    link.laterReturnId === null ? 'You do not need to do anything.' : againWords(link),
  ],
  newLink: link.laterReturnId === null ? null : newLinkForm(link, token),
  lostLink: false,
  contact: withLinks(contactLine(link)),
})

/** Why a link leads nowhere, and what to do. */
export function whyWords(link: FoundLink, state: Exclude<LinkState, LeadingState>): string[] {
  const of = `The link was for ${link.establishment}, in “${link.round}”.`
  switch (state) {
    case 'revoked':
      return [of, `${endedWords(link)} Everything that was saved is safe.`, whatToDo(link)]
    case 'replaced':
      return link.newerIsTheirs
        ? [of, `${endedWords(link)} You have a newer link. Use that one. Everything that was saved is safe.`]
        : [of, `${endedWords(link)} A colleague has the link now. Everything that was saved is safe.`, whatToDo(link)]
    case 'last_year':
      return [of, `That round has closed. ${againWords(link)}`]
    case 'closed':
      return [
        of,
        `The round closed${closedWhen(link)}, and nothing more can be added.`,
        'If you have not sent your return, contact the partnership.',
      ]
    case 'excused':
      return [
        `The partnership has recorded that ${link.establishment} does not need to complete “${link.round}”.`,
        'If you think that is wrong, contact the partnership.',
      ]
  }
}

/** Who ended the link, and when, as far as that is known. */
function endedWords({ endedBy, endedBySchool, revokedAt, establishment, partnershipName }: FoundLink): string {
  const by = endedBySchool ? `${endedBy}, at ${establishment},` : partnershipName
  return `${by} ended it${revokedAt === null ? '' : ` at ${sayInstant(revokedAt)}`}.`
}

/** Who can give somebody a link whose own was ended. */
export const whatToDo = ({ enderHolds, endedBy, main }: FoundLink): string =>
  enderHolds
    ? `If you still need to help, ask ${endedBy} for a new link.`
    : main
      ? 'If you still lead on this audit, ask the partnership. If you help with it, ask the person who leads on safeguarding for a link of your own.'
      : 'If you still need to help, ask the person who leads on safeguarding at your establishment for a new link, or the partnership.'

/** The address is masked: whoever holds the old link may recognise it, and learns no more. */
const newLinkForm = (link: FoundLink, token: string) => ({
  action: `/audit/${token}/new-link`,
  words:
    link.invitedEmail === ''
      ? 'We can send a new link to the address that is registered for the establishment.'
      : `We can send a new link to the address that is registered for the establishment. This one was for ${maskedEmail(link.invitedEmail)}.`,
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
  contact: null,
})

/** How to reach the partnership. */
export function contactLine({ partnershipName, partnershipContact }: FoundLink): string {
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
