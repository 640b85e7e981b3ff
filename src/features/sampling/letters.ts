import { sayInstant } from '../../platform/london.ts'
import { AUDIT_LINK } from '../messages/index.ts'
import { OUTCOME_WORDS, type Outcome } from './review.ts'

export type Letterhead = { name: string; contactName: string; contactEmail: string; contactPhone: string }
export type Letter = { subject: string; body: string }

/** What an establishment is told when it was drawn: what to send, how, and by when. The establishment comes first, since a shared mailbox may hold letters for several. */
export function evidenceLetter(facts: {
  name: string
  establishment: string
  round: string
  areas: readonly string[]
  dueAt: Date
  /** What staff add in their own words. */
  note: string
  /** Whether the person holds an audit link that still opens the return. */
  hasLink: boolean
  partnership: Letterhead
}): Letter {
  const { name, establishment, round, areas, dueAt, note, hasLink, partnership } = facts
  return {
    subject: `${establishment}: please send evidence for ${round} by ${sayInstant(dueAt)}`,
    body: joined([
      establishment,
      `Dear ${name},`,
      `${establishment} is one of the establishments whose evidence we look at in ${round}. Being drawn says nothing about your establishment: the page of the draw records how it was made.`,
      areas.length === 0
        ? 'Please send the documents that show what you told us.'
        : `Please send the documents that show what you do in ${areas.length === 1 ? 'this area' : 'these areas'}:\n\n${areas.map(area => `- ${area}`).join('\n')}`,
      `We need them by ${sayInstant(dueAt)}.`,
      hasLink
        ? `Add the files to your return with your audit link. It belongs to ${establishment} alone:\n\n${AUDIT_LINK}`
        : `Please reply with the files${partnership.contactEmail === '' ? '' : `, to ${partnership.contactEmail}`}.`,
      'Send policies, records of training and reports as they are: there is no need to write anything new. Take out the names of children and anything else that could identify a child. Do not send your single central record.',
      note,
      signature(partnership),
    ]),
  }
}

/** What an establishment is told of its review. */
export function outcomeLetter(facts: {
  name: string
  establishment: string
  round: string
  areas: readonly string[]
  outcome: Outcome
  note: string
  partnership: Letterhead
}): Letter {
  const { name, establishment, round, areas, outcome, note, partnership } = facts
  const looked = areas.length === 0 ? 'your evidence' : `your evidence on ${listed(areas)}`
  return {
    subject: `${establishment}: the outcome of our review in ${round}`,
    body: joined([
      establishment,
      `Dear ${name},`,
      `Thank you for taking part in ${round}. We looked at ${looked}.`,
      `The outcome is: ${OUTCOME_WORDS[outcome].toLowerCase()}.`,
      MEANING[outcome],
      note,
      'If you think that we missed something, please tell us.',
      signature(partnership),
    ]),
  }
}

const MEANING: Record<Outcome, string> = {
  assured: 'This means that what you sent shows what you told us.',
  partly_assured: 'This means that what you sent shows part of what you told us.',
  not_assured: 'This means that what you sent does not show what you told us, or shows something that needs work.',
  no_evidence: 'This means that we did not receive evidence that we could look at.',
}

/** "policies, training and reporting": area titles inside a sentence. */
const listed = (areas: readonly string[]): string => {
  const titles = areas.map(area => area.charAt(0).toLowerCase() + area.slice(1))
  return titles.length < 2 ? (titles[0] ?? '') : `${titles.slice(0, -1).join(', ')} and ${titles.at(-1) ?? ''}`
}

const joined = (paragraphs: readonly string[]): string => paragraphs.filter(paragraph => paragraph.trim() !== '').join('\n\n')

function signature({ name, contactName, contactEmail, contactPhone }: Letterhead): string {
  const reach = [contactName, contactEmail, contactPhone].filter(part => part !== '')
  return reach.length === 0 ? name : `${name}\n${reach.join(', ')}`
}
