import type { Config } from '../../config.ts'

/**
 * On which way mail leaves. None waits for another: what a person sits waiting for (a link to sign in, a receipt) does not stand behind
 * a thousand letters, and neither behind a server that says nothing.
 */
export const LANES = ['soon', 'bulk', 'slow'] as const
export type Lane = (typeof LANES)[number]

/** One message to one person, ready to leave. */
export type OutgoingMail = {
  to: { name: string; address: string }
  /** Where an answer goes; blank when the partnership has named no address. */
  replyTo: string
  subject: string
  text: string
  messageId: string
  lane: Lane
}

/** What a driver knows once it has taken a message: kept in the program, or accepted by the next system along. Whether it arrived is told later, if at all. */
export type MailReceipt = { reached: 'kept' | 'accepted'; response: string }

/** A way by which mail leaves. */
export type MailDriver = {
  name: Config['MAIL_DRIVER']
  /** Whether what it takes leaves this program: nothing may be promised of mail that does not. */
  leaves: boolean
  /** Whether mail to this address is better sent on the slow way, because a server gave no answer for it a while ago. */
  isSlow(address: string): boolean
  /** @throws MailRefused when the server will never take it; anything else may be tried again */
  send(mail: OutgoingMail): Promise<MailReceipt>
  close(): Promise<void>
}

/** The server said no for good (a 5xx answer): trying again would not help. */
export class MailRefused extends Error {
  override name = 'MailRefused'
}

/** It was not tried at all for now: what is known of an earlier try is still what there is to say. */
export class MailNotTried extends Error {
  override name = 'MailNotTried'
}
