import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { linkToken } from '../../platform/linkToken.ts'
import { MailRefused } from '../../platform/mail/index.ts'
import { AUDIT_LINK, claimMessage, findMessage, markSent, markUnsent, PASSWORD_LINK, type Message } from './store.ts'

/** Sends one message by the driver, once: a second call finds it claimed or sent. */
export async function sendMessage(deps: Deps, partnershipId: number, id: number): Promise<void> {
  if (!(await inTransaction(deps.db, trx => claimMessage(trx, partnershipId, id)))) return
  const message = await findMessage(deps.db, partnershipId, id)
  if (!message) return
  try {
    const { response } = await deps.mail.send({
      to: { name: message.toName, address: message.toEmail },
      subject: message.subject,
      text: bodyToSend(message, deps.secret, deps.baseUrl),
      messageId: message.messageId,
    })
    await markSent(deps.db, partnershipId, id, deps.mail.name, response)
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    await markUnsent(deps.db, partnershipId, id, words, error instanceof MailRefused)
    if (!(error instanceof MailRefused)) throw error
  }
}

/** The body as staff may read it in the program: with the audit link put in, and without a link that sets somebody's password. */
export function bodyWithLink(message: Message, secret: Buffer, baseUrl: string): string {
  const link = message.nonce === null ? '(this audit link was replaced by a newer one)' : auditLink(secret, baseUrl, message.nonce)
  return message.body.replaceAll(AUDIT_LINK, link).replaceAll(PASSWORD_LINK, '(a link that only the person who was written to may see)')
}

/** The body as it leaves. */
function bodyToSend(message: Message, secret: Buffer, baseUrl: string): string {
  const nonce = message.signInNonce
  const link = nonce === null ? '(this link was used, replaced by a newer one, or ran out)' : passwordLink(secret, baseUrl, nonce)
  return bodyWithLink({ ...message, body: message.body.replaceAll(PASSWORD_LINK, link) }, secret, baseUrl)
}

/** The address of an audit link. */
export const auditLink = (secret: Buffer, baseUrl: string, nonce: Buffer): string => `${baseUrl}/audit/${linkToken(secret, 'audit', nonce)}`

/** The address at which a member of staff sets a password. */
export const passwordLink = (secret: Buffer, baseUrl: string, nonce: Buffer): string =>
  `${baseUrl}/account/set-password/${linkToken(secret, 'set_password', nonce)}`
