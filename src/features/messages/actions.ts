import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueueMany } from '../../platform/jobs/queue.ts'
import { linkToken } from '../../platform/linkToken.ts'
import { MailRefused, type Lane } from '../../platform/mail/index.ts'
import { SEND } from './lanes.ts'
import { ACTION_LINK, AUDIT_LINK, PASSWORD_LINK } from './placeholders.ts'
import { claimMessage, findMessage, markTaken, markUnsent, type Message } from './store.ts'

/** Which of these messages hold no more, and why, in words that end a sentence: minutes or days may have passed since they were written. */
export type LookAgain = (
  db: Db,
  partnershipId: Id<'partnership'>,
  messageIds: readonly Id<'message'>[],
) => Promise<ReadonlyMap<Id<'message'>, string>>

/**
 * Sends one message by the driver, once: a second call finds it sent, or waits until it is known what became of the first.
 *
 * @throws when it is to be tried again on the way on which it is
 */
export async function sendMessage(
  deps: Deps,
  lookAgain: LookAgain,
  lane: Lane,
  partnershipId: Id<'partnership'>,
  id: Id<'message'>,
): Promise<void> {
  const claim = await claimMessage(deps.db, partnershipId, id)
  if (claim === 'held') throw new Error(`message ${id} is held by another worker`)
  if (claim === 'over') return
  const message = await findMessage(deps.db, partnershipId, id)
  if (!message) return
  const because = (await lookAgain(deps.db, partnershipId, [id])).get(id)
  if (because !== undefined) return markUnsent(deps.db, partnershipId, id, because, 'withheld')
  if (lane !== 'slow' && deps.mail.isSlow(message.toEmail)) return goSlow(deps.db, partnershipId, id, message.error)
  try {
    const receipt = await deps.mail.send({
      to: { name: message.toName, address: message.toEmail },
      replyTo: message.replyTo,
      subject: message.subject,
      text: bodyToSend(message, deps.secret, deps.baseUrl),
      messageId: message.messageId,
      lane,
    })
    await markTaken(deps.db, partnershipId, id, deps.mail.name, receipt)
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    if (error instanceof MailRefused) return markUnsent(deps.db, partnershipId, id, words, 'failed')
    if (lane !== 'slow') {
      deps.log.warn({ message: id, reason: words }, 'a message goes on by the slow way')
      return goSlow(deps.db, partnershipId, id, words)
    }
    await markUnsent(deps.db, partnershipId, id, words, 'queued')
    throw error
  }
}

/** Lets a message wait on the slow way. */
function goSlow(db: Pool, partnershipId: Id<'partnership'>, id: Id<'message'>, error: string | null): Promise<void> {
  return inTransaction(db, async trx => {
    await markUnsent(trx, partnershipId, id, error, 'queued')
    await enqueueMany(trx, SEND.slow, [{ partnershipId, messageId: id }])
  })
}

/** The body as staff may read it in the program: with the audit link put in, and without a link that sets somebody's password. */
export function bodyWithLink(message: Message, secret: Buffer, baseUrl: string): string {
  const link = message.nonce === null ? '(this audit link was ended)' : auditLink(secret, baseUrl, message.nonce)
  const hidden = '(a link that only the person who was written to may see)'
  return message.body.replaceAll(AUDIT_LINK, link).replaceAll(PASSWORD_LINK, hidden).replaceAll(ACTION_LINK, hidden)
}

/** The body as it leaves. */
function bodyToSend(message: Message, secret: Buffer, baseUrl: string): string {
  const nonce = message.signInNonce
  const link = nonce === null ? '(this link was used, replaced by a newer one, or ran out)' : passwordLink(secret, baseUrl, nonce)
  const { actionNonce } = message
  const progress = actionNonce === null ? '(this link was ended)' : progressLink(secret, baseUrl, actionNonce)
  const body = message.body.replaceAll(PASSWORD_LINK, link).replaceAll(ACTION_LINK, progress)
  return bodyWithLink({ ...message, body }, secret, baseUrl)
}

/** The address of an audit link. */
export const auditLink = (secret: Buffer, baseUrl: string, nonce: Buffer): string => `${baseUrl}/audit/${linkToken(secret, 'audit', nonce)}`

/** The address at which whoever leads an action reports how far it is. */
export const progressLink = (secret: Buffer, baseUrl: string, nonce: Buffer): string =>
  `${baseUrl}/progress/${linkToken(secret, 'action', nonce)}`

/** The address at which a member of staff sets a password. */
export const passwordLink = (secret: Buffer, baseUrl: string, nonce: Buffer): string =>
  `${baseUrl}/account/set-password/${linkToken(secret, 'set_password', nonce)}`
