import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import type { Letterhead, NewMessage } from '../messages/index.ts'

/** Tells somebody of the establishment that its return was sent back, and why. @param key of this sending back */
export function returnedLetter(about: ReturnToWriteAbout, to: Addressee, from: Letterhead, reason: string, key: string): NewMessage {
  return letterAbout(about, to, from, {
    key: `${key}:${to.email}`,
    kind: 'returned',
    subject: 'please look at your return again',
    paragraphs: [`We have opened the return of ${about.establishment.name} for “${about.round}” again. What we ask:`, reason],
    link: 'Everything that you sent is still there. Change what is needed and submit it again:',
  })
}
