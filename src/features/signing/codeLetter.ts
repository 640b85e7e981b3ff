import { sayTime } from '../../platform/london.ts'
import type { ReturnToWriteAbout } from '../correspondence/index.ts'
import { CONTACT_ROLE_WORDS } from '../history/index.ts'
import { letter, type Letterhead, type NewMessage } from '../messages/index.ts'
import type { signatures } from '../returns/index.ts'

/** Brings the code with which somebody signs who came by a link that is not theirs. @param by who they say that they are */
export function codeLetter(
  about: Pick<ReturnToWriteAbout, 'returnId' | 'roundId' | 'round' | 'establishment'>,
  to: { name: string; email: string },
  from: Letterhead,
  { role, by, nonce, until }: { role: signatures.SignatureRole; by: string; nonce: Buffer; until: Date },
): NewMessage {
  const as = CONTACT_ROLE_WORDS[role].toLowerCase()
  return letter({
    key: `sign_code:${about.returnId}:${nonce.toString('hex')}`,
    kind: 'sign_code',
    to,
    from,
    establishment: about.establishment,
    roundId: about.roundId,
    returnId: about.returnId,
    subject: 'your code to sign the safeguarding audit',
    paragraphs: [`${by} is signing the return of ${about.establishment.name} for “${about.round}” as ${as}.`],
    link: { codeNonce: nonce, words: `If that is you, type this code on the page. It can be used once, until ${sayTime(until)}:` },
    after: ['If it is not you, give the code to nobody, and tell us: without it the return cannot be signed in your role from that page.'],
  })
}
