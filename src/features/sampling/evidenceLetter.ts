import { sayInstant } from '../../platform/london.ts'
import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { sayAnswer, type Letterhead, type NewMessage } from '../messages/index.ts'

/** What an establishment is told when it was drawn: what to send, how, and by when. */
export function evidenceLetter(
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  asked: {
    key: string
    areas: readonly string[]
    dueAt: Date
    /** What staff add in their own words. */
    note: string
  },
): NewMessage {
  const { name } = about.establishment
  const { key, areas, dueAt, note } = asked
  return letterAbout(about, to, from, {
    key,
    kind: 'evidence_request',
    subject: `please send evidence for ${about.round} by ${sayInstant(dueAt)}`,
    paragraphs: [
      `${name} is one of the establishments whose evidence we look at in ${about.round}. Establishments were chosen by set rules. Ask us if you want to know which.`,
      areas.length === 0
        ? 'Please send the documents that show how you keep children safe.'
        : `Please send the documents that show what you do in ${areas.length === 1 ? 'this area' : 'these areas'}:\n\n${areas.map(area => `- ${area}`).join('\n')}`,
      `We need them by ${sayInstant(dueAt)}.`,
      to.invitationId === null ? `Please ${sayAnswer(from)}, with the files.` : '',
    ],
    link: `Add the files to your return with your audit link. It belongs to ${name} alone:`,
    after: [
      'Send policies, records of training and reports as they are: there is no need to write anything new. Take out the names of children and anything else that could identify a child. Do not send your single central record.',
      note,
    ],
  })
}
