import { sayDay } from '../../platform/london.ts'
import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { sayDueBy } from '../returnPages/index.ts'
import type { Letterhead, NewMessage } from '../messages/index.ts'

/** Reminds the chair or proprietor by itself, once for each time that they were asked. @param askedOn 'YYYY-MM-DD', the day on which they last were */
export function boardReminder(about: ReturnToWriteAbout, to: Addressee, from: Letterhead, { askedOn }: { askedOn: string }): NewMessage {
  return letterAbout(about, to, from, {
    key: `board_reminder:${about.returnId}:${to.invitationId ?? ''}:${to.email}:${askedOn}`,
    kind: 'board_reminder',
    subject: 'reminder: the safeguarding audit waits for your signature',
    paragraphs: [
      `On ${sayDay(askedOn)} you were asked to sign the return of ${about.establishment.name} for “${about.round}”, which the headteacher has submitted. It is not signed on behalf of the governing body or board, or by the proprietor, yet.`,
      'The first page shows what is not in place, who will do what by when, and what has changed since last year. If your board has agreed to the return at a meeting, have the minute reference and the date at hand.',
      'If your board has not met yet, sign after its meeting. We send this reminder once.',
    ],
    link: 'Open your own audit link, and choose “Sign and submit”:',
    after: ['The link is yours: please do not forward it.'],
  })
}

/** Asks the chair or proprietor to sign. @param by who asks @param day one letter a day is enough @param askedOn when they were asked before, in words */
export function boardLetter(
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  { by, day, isSent, askedOn }: { by: string; day: string; isSent: boolean; askedOn: string | null },
): NewMessage {
  const what = `the return of ${about.establishment.name} for “${about.round}”`
  return letterAbout(about, to, from, {
    key: `board_request:${about.returnId}:${to.invitationId ?? ''}:${to.email}:${day}`,
    kind: 'board_request',
    dueAt: isSent ? null : about.dueAt,
    subject:
      askedOn === null ? 'the safeguarding audit is ready for your signature' : 'reminder: the safeguarding audit waits for your signature',
    paragraphs: [
      askedOn === null ? '' : `This is a reminder: you were asked on ${askedOn}.`,
      isSent
        ? `The headteacher has submitted ${what}. ${by} asks you to read it, and to sign it on behalf of the governing body or board, or as proprietor.`
        : `Every question of ${what} is answered. ${by} asks you to read it, and to sign it on behalf of the governing body or board, or as proprietor.`,
      'The first page shows what is not in place, who will do what by when, and what has changed since last year. If your board has agreed to the return at a meeting, have the minute reference and the date at hand.',
      isSent ? 'You can sign after your next meeting.' : `The return is due by ${sayDueBy(about)}. You can also sign after that.`,
    ],
    link: 'Open your own audit link, and choose “Sign and submit”:',
    after: ['The link is yours: please do not forward it.'],
  })
}
