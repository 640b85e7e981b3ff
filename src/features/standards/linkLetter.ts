import { sayDay } from '../../platform/london.ts'
import { sayCount } from '../../platform/say.ts'
import { letter, sayAnswer, type Letterhead, type NewMessage } from '../messages/index.ts'
import { LINK_PATH } from './link.ts'

export type AboutLink = {
  key: string
  agency: string
  set: string
  exercise: string
  standards: number
  dueAt: Date
  endsAt: Date
  nonce: Buffer
}

/** The letter that brings an agency its link. */
export const linkLetter = (about: AboutLink, to: { name: string; email: string }, from: Letterhead): NewMessage =>
  letter({
    key: about.key,
    kind: 'rating_request',
    to,
    from,
    subject: `Please rate “${about.set}” (${about.exercise}) for ${about.agency}`,
    paragraphs: [
      `We ask ${about.agency} to rate how far it meets ${sayCount(about.standards, 'standard')} in “${about.set}”, ${about.exercise}.`,
      `Please rate them by ${sayDay(about.dueAt)}. You can stop at any point and come back by this link. Several people can use it, each giving their name.`,
    ],
    link: {
      path: LINK_PATH,
      nonce: about.nonce,
      words: 'Open this link. There is no password, so pass it on only to those who rate for you:',
    },
    after: [`The link works until the end of ${sayDay(about.endsAt)}.`, `If you are not the right person, ${sayAnswer(from)}.`],
  })
