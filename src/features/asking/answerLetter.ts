import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import type { Letterhead, NewMessage } from '../messages/index.ts'
import type { OpenRequest } from './store.ts'
import { REQUEST_KINDS } from './request.ts'
import { sayAsked } from './requestWords.ts'
import { sayInstant } from '../../platform/london.ts'

/** What a letter says of a request and of its answer. `toAll`: everyone of the round with the same questionnaire reads the answer too. */
type Answered = {
  request: Pick<OpenRequest, 'id' | 'kind' | 'wantedOn' | 'questionLabel' | 'byName' | 'askedAt'>
  answer: string
  toAll?: boolean
}

/** Brings an establishment the answer to what it asked. A later due date is told by the letter of the extension, and what is sent back by its own. */
export function answerLetter(
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  { request, answer, toAll = false }: Answered,
): NewMessage {
  const says = REQUEST_KINDS[request.kind]
  return letterAbout(about, to, from, {
    key: `request:${request.id}:${to.email}`,
    kind: 'answer',
    subject: `${says.subject} for “${about.round}”`,
    paragraphs: [
      `${request.byName} asked us at ${sayInstant(request.askedAt)}: ${uncapitalised(sayAsked(request))}.`,
      says.outcome,
      answer,
      ...(toAll
        ? ['Everyone in this round who has the same questionnaire as you can read this answer next to the question, without your name.']
        : []),
    ],
    link: 'You can read this, and what you asked, in your return:',
  })
}

const uncapitalised = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
