import { foldEmail } from '../../platform/forms/foldEmail.ts'
import { londonDate, sayInstant } from '../../platform/london.ts'
import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { reachableContacts } from '../establishments/index.ts'
import { CONTACT_ROLE_WORDS } from '../history/index.ts'
import { sayAnswer, type Letterhead, type NewMessage } from '../messages/index.ts'
import type { signatures } from '../returns/index.ts'
import { plainName } from './plainName.ts'

/** What the head whom the register has that day reads of a signature under another name; blank for everyone else. */
function headInRegister(
  { contacts }: ReturnToWriteAbout,
  { email }: Addressee,
  { byName: signer, submittedAt }: { byName: string; submittedAt: Date },
  from: Letterhead,
): string {
  const today = reachableContacts(contacts, londonDate(submittedAt))
  const heads = today.filter(one => one.role === 'head' && foldEmail(one.email) === email)
  const [head] = heads
  if (!head || heads.some(({ name }) => plainName(name) === plainName(signer))) return ''
  return `Our register has ${head.name} as the headteacher, and ${signer} signed as headteacher. If that is not right, ${sayAnswer(from)}.`
}

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
        ? 'The chair of governors or the proprietor still needs to sign it, by a link of their own. They can sign even after the due date.'
        : '',
      headInRegister(about, to, sent, from),
    ],
    link: 'To read or print what was sent, open your audit link:',
    after: ['If something in it is wrong, ask us to open it again. We keep both versions.'],
  })
}

/** The receipt of whoever signed for the board. */
export function signedLetter(
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  signed: { role: signatures.SignatureRole; name: string; at: Date; isSent: boolean; reference: string | null },
): NewMessage {
  return letterAbout(about, to, from, {
    key: `signed:${about.returnId}:${signed.role}:${signed.at.getTime()}:${to.email}`,
    kind: 'receipt',
    subject: 'you have signed the safeguarding audit',
    paragraphs: [
      `${signed.name} signed the return of ${about.establishment.name} for “${about.round}” as ${CONTACT_ROLE_WORDS[signed.role].toLowerCase()} at ${sayInstant(signed.at)}.`,
      signed.isSent
        ? `The reference is ${signed.reference ?? ''}.`
        : 'The headteacher still needs to submit it. If an answer changes before that, your signature is cancelled and you need to sign again.',
    ],
    link: 'To read or print the return, open your audit link:',
    after: [`If you did not sign it, ${sayAnswer(from)}.`],
  })
}
