import type { Id } from '../../platform/id.ts'
import type { MessageKind } from './kinds.ts'
import { ACTION_LINK, AUDIT_LINK, PASSWORD_LINK } from './placeholders.ts'

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
    | { invitationId: Id<'invitation'>; words?: string }
    | { signInLinkId: Id<'signInLink'>; words: string }
    | { actionNonce: Buffer; words: string }
    | null
  /** What stands under the link. */
  after?: readonly string[]
  roundId?: Id<'round'> | null
  returnId?: Id<'return'> | null
  /** The date by which it says that the return is due; left out when it names none. */
  dueAt?: Date | null
}

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
  /** Plain text; may hold AUDIT_LINK when there is an invitation, PASSWORD_LINK when there is a sign-in link. */
  body: string
  roundId: Id<'round'> | null
  returnId: Id<'return'> | null
  invitationId: Id<'invitation'> | null
  signInLinkId: Id<'signInLink'> | null
  /** The nonce of the link to report progress that the body holds, in base64. */
  actionNonce: string | null
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
    actionNonce: link && 'actionNonce' in link ? link.actionNonce.toString('base64') : null,
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

function linkBlock(link: NonNullable<Letter['link']> | null): string[] {
  if (link?.words === undefined) return []
  return [link.words, 'invitationId' in link ? AUDIT_LINK : 'actionNonce' in link ? ACTION_LINK : PASSWORD_LINK]
}

function signature({ name, contactName, contactEmail, contactPhone }: Letterhead): string {
  const reach = [contactName, contactPhone === '' ? '' : `telephone ${contactPhone}`, contactEmail].filter(part => part !== '')
  return reach.length === 0 ? name : `${name}\n${reach.join(', ')}`
}

/** How the reader answers, where the letter asks for it: by a reply only when there is somebody whom it reaches. */
export const sayAnswer = ({ contactEmail }: Letterhead): string => (contactEmail === '' ? 'tell us' : 'reply to this message')
