import type { Id } from '../../platform/id.ts'
import type { MessageKind } from './kinds.ts'
import { AUDIT_LINK, PASSWORD_LINK, SECRET_CODE, SECRET_LINK } from './placeholders.ts'

/** Who writes: what stands under every letter, and where answers to it go. */
export type Letterhead = { name: string; contactName: string; contactEmail: string; contactPhone: string }

/** What a letter says. Its head, salutation and signature are put around it here, so that no letter can be without them. */
export type Letter = {
  /** Makes it once: `receipt:1023:1`, `extension:4:1023:head@school.example`. */
  key: string
  kind: MessageKind
  to: { name: string; email: string }
  from: Letterhead
  /** The establishment that it is about, with what tells it from another of its name. */
  establishment?: { name: string; place: string }
  subject: string
  paragraphs: readonly string[]
  /** The link that it holds: under `words`, or without them where a paragraph names its place. */
  link?:
    { invitationId: Id<'invitation'>; words?: string } | { signInLinkId: Id<'signInLink'>; words: string } | SecretLink | SecretCode | null
  /** What stands under the link. */
  after?: readonly string[]
  roundId?: Id<'round'> | null
  returnId?: Id<'return'> | null
  /** The date by which it says that the return is due; left out when it names none. */
  dueAt?: Date | null
}

/** A link that another feature made: the path that leads to it, and the nonce from which its token is derived. */
export type SecretLink = { path: string; nonce: Buffer; words: string }

/** A code to be typed, derived from its number as the mail leaves; nobody else ever reads it. */
export type SecretCode = { codeNonce: Buffer; words: string }

/** Only `letter` makes one. */
declare const built: unique symbol

/** One message to one person, ready for the outbox. */
export type NewMessage = Readonly<{
  [built]: true
  key: string
  kind: MessageKind
  toName: string
  toEmail: string
  replyTo: string
  subject: string
  /** Plain text; may hold AUDIT_LINK when there is an invitation, PASSWORD_LINK when there is a sign-in link, SECRET_LINK when there is a secret one. */
  body: string
  roundId: Id<'round'> | null
  returnId: Id<'return'> | null
  invitationId: Id<'invitation'> | null
  signInLinkId: Id<'signInLink'> | null
  secretLinkPath: string | null
  /** In hexadecimal. */
  secretLinkNonce: string | null
  dueAt: Date | null
}>

/**
 * Builds a message: the establishment with its place or number first, since a shared mailbox may hold letters for several; the
 * salutation; what is said; the link; and who writes, with how to reach them. Answers go to the partnership's contact.
 *
 * A text of the staff's own that greets, names the establishment or signs by itself does not do so twice.
 */
export function letter(given: Letter): NewMessage {
  const { key, kind, to, from, establishment, link = null, roundId = null, returnId = null, dueAt = null } = given
  return {
    key,
    kind,
    toName: to.name,
    toEmail: to.email,
    replyTo: from.contactEmail,
    subject: subjectOf(given),
    body: [establishment ? firstLine(establishment) : '', ...greeted(given), signature(from)]
      .filter(part => part.trim() !== '')
      .join('\n\n'),
    roundId,
    returnId,
    invitationId: link && 'invitationId' in link ? link.invitationId : null,
    signInLinkId: link && 'signInLinkId' in link ? link.signInLinkId : null,
    secretLinkPath: secretOf(link)?.path ?? null,
    secretLinkNonce: secretOf(link)?.nonce.toString('hex') ?? null,
    dueAt,
  } as NewMessage
}

/** "Ashgrove Primary School, Northmoor, URN 126416". */
const firstLine = ({ name, place }: { name: string; place: string }): string => (place === '' ? name : `${name}, ${place}`)

/** The subject begins with the establishment, and is one line. */
function subjectOf({ establishment, subject }: Letter): string {
  const line = subject.replace(/\s+/g, ' ').trim()
  return !establishment || line.startsWith(establishment.name) ? line : `${establishment.name}: ${line}`
}

const GREETING = /^(dear|hello|hi|good (morning|afternoon))\b[^\n]*$/i

function greeted({ to, from, establishment, paragraphs, link, after = [] }: Letter): string[] {
  const all = [...paragraphs, ...linkBlock(link ?? null), ...after]
  const said = all.slice(all[0]?.trim() === establishment?.name ? 1 : 0, all.at(-1)?.trim() === from.name ? -1 : undefined)
  return GREETING.test(said[0]?.trim() ?? '') ? said : [`Dear ${to.name},`, ...said]
}

/** What is derived as the mail leaves: of a code, the path says that it is one. */
function secretOf(link: NonNullable<Letter['link']> | null): { path: string; nonce: Buffer } | null {
  if (link && 'codeNonce' in link) return { path: CODE_PATH, nonce: link.codeNonce }
  return link && 'nonce' in link ? link : null
}

/** Stands for a path where the secret of a message is a code. */
export const CODE_PATH = 'code'

function linkBlock(link: NonNullable<Letter['link']> | null): string[] {
  if (link?.words === undefined) return []
  if ('codeNonce' in link) return [link.words, SECRET_CODE]
  return [link.words, 'invitationId' in link ? AUDIT_LINK : 'nonce' in link ? SECRET_LINK : PASSWORD_LINK]
}

function signature({ name, contactName, contactEmail, contactPhone }: Letterhead): string {
  const reach = [contactName, contactPhone === '' ? '' : `telephone ${contactPhone}`, contactEmail].filter(part => part !== '')
  return reach.length === 0 ? name : `${name}\n${reach.join(', ')}`
}

/** How the reader answers, where the letter asks for it: by a reply only when there is somebody whom it reaches. */
export const sayAnswer = ({ contactEmail }: Letterhead): string => (contactEmail === '' ? 'tell us' : 'reply to this message')
