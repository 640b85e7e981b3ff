import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { sayDueBy } from '../returnPages/index.ts'
import type { Letterhead, NewMessage } from '../messages/index.ts'

/** Tells the head that everything is answered, and waits for their signature. @param by who asks, or gave the last answer @param day one letter a day is enough @param askedOn when they were asked before, in words */
export function signRequestLetter(
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  { by, day, asked, askedOn = null }: { by: string; day: string; asked: boolean; askedOn?: string | null },
): NewMessage {
  return letterAbout(about, to, from, {
    key: `sign_request:${about.returnId}:${to.invitationId ?? ''}:${to.email}:${day}`,
    kind: 'sign_request',
    dueAt: about.dueAt,
    subject:
      askedOn === null ? 'the safeguarding audit is ready for you to sign' : 'reminder: the safeguarding audit is ready for you to sign',
    paragraphs: [
      askedOn === null ? '' : `This is a reminder: you were asked on ${askedOn}.`,
      asked
        ? `Every question is answered. ${by} asks you to read the return of ${about.establishment.name} for “${about.round}”, and to sign it.`
        : `Every question is answered: ${by} gave the last answer. Please read the return of ${about.establishment.name} for “${about.round}”, and sign it.`,
      `Your signature submits it. It is due by ${sayDueBy(about)}.`,
    ],
    link: 'Open your own audit link, and choose “Sign and submit”:',
    after: ['If something in it is not right, you can change it first, or ask the people who filled it in.'],
  })
}
