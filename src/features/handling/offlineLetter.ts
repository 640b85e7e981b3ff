import { sayInstant } from '../../platform/london.ts'
import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { sayAnswer, type Letterhead, type NewMessage } from '../messages/index.ts'

/** What is told of a return that was taken in. */
export type TakenIn = { reference: string; sequence: number; receivedAt: Date; byName: string }

/** Tells an establishment that its return came in by another way than the link, and asks it to check what was taken in. */
export function offlineLetter(about: ReturnToWriteAbout, to: Addressee, from: Letterhead, taken: TakenIn): NewMessage {
  const { reference, sequence, receivedAt, byName } = taken
  return letterAbout(about, to, from, {
    key: `taken_in:${about.returnId}:${sequence}`,
    kind: 'receipt',
    subject: `please confirm your return (${reference})`,
    paragraphs: [
      `We have received the return of ${about.establishment.name} for ${about.round}. It came to us from ${byName}, at ${sayInstant(receivedAt)}.`,
      `The reference is ${reference}. You do not need to do anything else for this audit unless we ask you.`,
    ],
    link: 'To see it with its documents, open your audit link:',
    after: [
      `Please check it and ${sayAnswer(from)}, to confirm that it is yours or to say what is wrong. If you did not expect this message, tell us too.`,
    ],
  })
}
