/** One message to one person, ready to leave. */
export type OutgoingMail = { to: { name: string; address: string }; subject: string; text: string; messageId: string }

/** What the next system along said when it took the message. */
export type MailReceipt = { response: string }

/** The way mail leaves: `outbox` keeps it readable in the program, `smtp` hands it to a server. */
export type MailDriver = {
  name: 'outbox' | 'smtp'
  /** @throws MailRefused when the server will never take it; anything else may be tried again */
  send(mail: OutgoingMail): Promise<MailReceipt>
  close(): Promise<void>
}

/** The server said no for good (a 5xx answer): trying again would not help. */
export class MailRefused extends Error {
  override name = 'MailRefused'
}
