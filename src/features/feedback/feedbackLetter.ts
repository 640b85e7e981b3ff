import { sayDay } from '../../platform/london.ts'
import { letter, sayAnswer, type Letterhead, type NewMessage } from '../messages/index.ts'
import { LINK_PATH } from './link.ts'
import type { Reply } from './replyStore.ts'

/** To whom feedback goes, and what is said of it later: those whom the register names at that moment. */
export const READERS = { roles: ['head', 'dsl'] } as const

export type AboutFeedback = {
  key: string
  establishment: { name: string; place: string }
  round: string
  roundId: NewMessage['roundId']
  returnId: NewMessage['returnId']
  /** Whether a return came in: without one there is nothing to compare. */
  returned: boolean
  nonce: Buffer
}

/** The letter that tells an establishment that its feedback is there. It says nothing of what is in it: letters are passed on. */
export const feedbackLetter = (about: AboutFeedback, to: { name: string; email: string }, from: Letterhead): NewMessage =>
  letter({
    key: about.key,
    kind: 'feedback',
    to,
    from,
    establishment: about.establishment,
    roundId: about.roundId,
    returnId: about.returnId,
    subject: `your feedback from ${about.round}`,
    paragraphs: [
      about.returned
        ? `Thank you for your return in ${about.round}. Our feedback shows your own ratings beside those of others, what was good, and what you said you would do.`
        : `We have no return from ${about.establishment.name} in ${about.round}. Our feedback says what we asked, what we hold, and what happens next.`,
    ],
    link: {
      path: LINK_PATH,
      nonce: about.nonce,
      words: 'Read it by this link. There is no password, so pass it on only to those who should see it:',
    },
    after: ['On the page you can tell us that you have read it, and write back.', `If you are not the right person, ${sayAnswer(from)}.`],
  })

type AboutReply = Pick<AboutFeedback, 'establishment' | 'round' | 'roundId' | 'returnId' | 'nonce'> & {
  reply: Pick<Reply, 'id' | 'byName' | 'at'>
}

/** The letter that says that a reply to feedback was answered. What was written stands on the page of the feedback alone. */
export const replyAnsweredLetter = (
  { establishment, round, roundId, returnId, nonce, reply }: AboutReply,
  to: { name: string; email: string },
  from: Letterhead,
): NewMessage =>
  letter({
    ...{ to, from, establishment, roundId, returnId },
    key: `feedback-reply:${reply.id}:${to.email}`,
    kind: 'answer',
    subject: `our answer to your reply about the feedback from ${round}`,
    paragraphs: [`${reply.byName} wrote back to us on ${sayDay(reply.at)} about your feedback from ${round}. We have answered.`],
    link: {
      path: LINK_PATH,
      nonce,
      words: 'Read the answer under your feedback. There is no password, so pass it on only to those who should see it:',
    },
  })
