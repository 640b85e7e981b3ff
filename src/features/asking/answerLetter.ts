import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import type { Letterhead, NewMessage } from '../messages/index.ts'
import type { OpenRequest } from './store.ts'
import { sayAsked } from './requestWords.ts'
import { sayInstant } from '../../platform/london.ts'

/** Brings an establishment the answer to what it asked. A later due date is told by the letter of the extension, and what is sent back by its own. */
export function answerLetter(
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  { request, answer }: { request: Pick<OpenRequest, 'id' | 'kind' | 'wantedOn' | 'byName' | 'askedAt' | 'reason'>; answer: string },
): NewMessage {
  const says = SAYS[request.kind]
  return letterAbout(about, to, from, {
    key: `request:${request.id}:${to.email}`,
    kind: 'answer',
    subject: `${says.subject} for “${about.round}”`,
    paragraphs: [
      `${request.byName} asked us at ${sayInstant(request.askedAt)}: ${sayAsked(request).toLowerCase()}.`,
      says.outcome(about),
      answer,
    ],
    link: 'You can read this, and what you asked, in your return:',
  })
}

const SAYS = {
  more_time: {
    subject: 'about the time that you asked for',
    outcome: ({ dueAt }: ReturnToWriteAbout) => `We cannot give you more time. The return stays due by ${sayInstant(dueAt)}. Our reason:`,
  },
  reopen: {
    subject: 'about opening your return again',
    outcome: () => 'We did not open the return again. It stays as you sent it. Our reason:',
  },
  question: { subject: 'the answer to your question', outcome: () => 'Our answer:' },
} as const
