import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { sayDay } from '../../platform/london.ts'
import type { Letterhead, NewMessage } from '../messages/index.ts'

/** What a return that was sent back is asked for, as this person may read it. */
export type Asked = { reason: string; dueOn: string | null; questions: readonly { label: string; note: string }[] }

/** Tells somebody of the establishment that its return was sent back, and why. @param key of this sending back */
export function returnedLetter(about: ReturnToWriteAbout, to: Addressee, from: Letterhead, asked: Asked, key: string): NewMessage {
  return letterAbout(about, to, from, {
    key: `${key}:${to.email}`,
    kind: 'returned',
    subject: 'please look at your return again',
    paragraphs: [
      `We have opened the return of ${about.establishment.name} for “${about.round}” again. What we ask:`,
      asked.reason,
      ...(asked.questions.length === 0 ? [] : ['Please look at these questions. Only the sections that they are in are open:']),
      ...asked.questions.map(({ label, note }) => `- ${label}${note === '' ? '' : `\n  ${note}`}`),
      ...(asked.dueOn === null ? [] : [`Please submit it again by ${sayDay(asked.dueOn)}.`]),
    ],
    link: 'Everything that you sent is still there. Change what is needed and submit it again:',
  })
}
