import { sayInstant } from '../../platform/london.ts'
import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import type { Letterhead, NewMessage } from '../messages/index.ts'

/** The receipt by mail: what came, when, and what happens next. */
export function receiptLetter(
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  sent: { reference: string; sequence: number; submittedAt: Date; waits: boolean; byName: string },
): NewMessage {
  return letterAbout(about, to, from, {
    key: `receipt:${about.returnId}:${sent.sequence}:${to.email}`,
    kind: 'receipt',
    subject: `your return has arrived (${sent.reference})`,
    paragraphs: [
      `The return of ${about.establishment.name} for “${about.round}” was submitted by ${sent.byName} at ${sayInstant(sent.submittedAt)}.`,
      `The reference is ${sent.reference}.`,
      sent.waits
        ? 'The chair of governors or the proprietor still needs to sign it. They can sign with the same link, even after the due date.'
        : '',
    ],
    link: 'To read or print what was sent, open your audit link:',
    after: ['If something in it is wrong, ask us to open it again. We keep both versions.'],
  })
}
