import type { MessageKind } from '../messages/index.ts'
import { can, stands, type ReturnStatus } from '../returns/index.ts'

/** What has become, since a letter was written, of what it is about. Null where it is about no return, or holds no link. */
export type SinceWritten = {
  kind: MessageKind
  writtenAt: Date
  /** The link that it holds, when it holds one. */
  link: { endedAt: Date | null; why: string } | null
  /** Its link to set a password does not work any more. */
  passwordLinkIsOver: boolean
  about: { status: ReturnStatus; submittedAt: Date | null; dueAt: Date; linkLeads: boolean } | null
  /** The date by which it says that the return is due. */
  saysDue: Date | null
  /** The same person was written another of the same kind, about the same return, later. */
  newer: boolean
}

/** Why a letter holds no more, and the words that end the sentence "It was not sent, because …". */
export const WHY_NOT = {
  link_ended: 'its audit link was ended',
  password_link_over: 'its link to set a password was used, replaced, or ran out',
  excused: 'the establishment is not expected to send a return any more',
  sent_in: 'the return was sent in meanwhile',
  signed: 'the return was signed and sent in meanwhile',
  reopened: 'the return was sent back meanwhile',
  closed: 'the round was closed, and the establishment is asked for nothing more',
  date_moved: 'the due date has moved since it was written',
  older: 'the same person was written a newer one of the same kind',
} as const
export type WhyNot = keyof typeof WHY_NOT

/** Letters that ask somebody to do something with their link: without it, or once it is done, there is nothing to ask. */
const ASKS: readonly MessageKind[] = [
  'invitation',
  'resend',
  'reminder',
  'extension',
  'returned',
  'evidence_request',
  'sign_request',
  'board_request',
  'board_reminder',
  'plan_due',
]
/** Those of them that ask for the return itself. */
const ASKS_FOR_RETURN: readonly MessageKind[] = ['invitation', 'resend', 'reminder', 'extension', 'returned', 'sign_request']

/** Letters that ask for the signature of a board. */
const BOARD: readonly MessageKind[] = ['board_request', 'board_reminder']

/** Letters each of which is about something of its own: one action, one request. A later one takes nothing from those before. */
const OF_ITS_OWN: readonly MessageKind[] = ['plan_due', 'action_due', 'answer']

/** Whether a letter still holds as it leaves: null when it does. What was sent in before it was written does not count: then somebody meant it so. */
export function stillHolds(letter: SinceWritten): WhyNot | null {
  const { kind, about, link, writtenAt } = letter
  if (letter.passwordLinkIsOver) return 'password_link_over'
  if (!ASKS.includes(kind)) return null
  if (about && stands('not_expected', about.status)) return 'excused'
  if (link?.endedAt) return 'link_ended'
  // The board may sign before the head, or weeks after.
  if (BOARD.includes(kind) && about && stands('completed', about.status) && isDone(about.status)) return 'signed'
  if (kind === 'board_reminder' && about && !can('completeSignOff', about.status)) return 'reopened'
  if (BOARD.includes(kind) && link && about && !about.linkLeads) return 'closed'
  if (!about || !ASKS_FOR_RETURN.includes(kind)) return null
  const isSentSince = about.submittedAt !== null && about.submittedAt > writtenAt
  // The head has signed what was sent, whether or not the chair has still to.
  if (kind === 'sign_request' && stands('completed', about.status) && isSentSince) return 'signed'
  if (isDone(about.status) && isSentSince) return 'sent_in'
  if (link && !about.linkLeads) return 'closed'
  return null
}

/** The same for a letter that was kept, perhaps for weeks, while no mail left: its date may have moved, and another may have been written. */
export function holdsAfterDays(letter: SinceWritten): WhyNot | null {
  const { about, saysDue } = letter
  const now = stillHolds(letter)
  if (now !== null) return now
  if (about && saysDue !== null && saysDue.getTime() !== about.dueAt.getTime()) return 'date_moved'
  return letter.newer && !OF_ITS_OWN.includes(letter.kind) ? 'older' : null
}

/** Submitted, with nobody there who has anything left to do. */
export const isDone = (status: ReturnStatus): boolean => stands('completed', status) && !can('completeSignOff', status)
