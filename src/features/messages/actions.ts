import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueueMany } from '../../platform/jobs/queue.ts'
import { linkToken, secretCode } from '../../platform/linkToken.ts'
import { MailNotTried, MailRefused, type Lane } from '../../platform/mail/index.ts'
import { passwordLink, secretLink } from './secretLinkActions.ts'
import { SEND } from './lanes.ts'
import { CODE_PATH } from './letter.ts'
import { AUDIT_LINK, PASSWORD_LINK, SECRET_CODE, SECRET_LINK } from './placeholders.ts'
import { claimMessage, findMessage, LINK_ENDED, markTaken, markUnsent, type Message } from './store.ts'

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
  // Ended while it was with a worker that died, or could not hand it over: those that only wait are withheld when their link ends.
  const isEnded = message.secretLinkPath !== null && message.secretLinkNonce === null
  const because = isEnded ? LINK_ENDED : (await lookAgain(deps.db, partnershipId, [id])).get(id)
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
    const words = (error instanceof MailNotTried ? message.error : null) ?? (error instanceof Error ? error.message : String(error))
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
  const { secretLinkPath: path, secretLinkNonce } = message
  const secretOne =
    path === null || secretLinkNonce === null ? '(this link was ended)' : secretLink({ secret, baseUrl }, path, secretLinkNonce)
  return message.body
    .replaceAll(AUDIT_LINK, link)
    .replaceAll(SECRET_LINK, secretOne)
    .replaceAll(SECRET_CODE, '(a code that only the person who was written to may see)')
    .replaceAll(PASSWORD_LINK, '(a link that only the person who was written to may see)')
}

/** The body as it leaves. */
function bodyToSend(message: Message, secret: Buffer, baseUrl: string): string {
  const nonce = message.signInNonce
  const link = nonce === null ? '(this link was used, replaced by a newer one, or ran out)' : passwordLink(secret, baseUrl, nonce)
  const { secretLinkPath, secretLinkNonce } = message
  const code = secretLinkPath === CODE_PATH && secretLinkNonce !== null ? secretCode(secret, secretLinkNonce) : '(this code was ended)'
  const body = message.body.replaceAll(PASSWORD_LINK, link).replaceAll(SECRET_CODE, code)
  return bodyWithLink({ ...message, body }, secret, baseUrl)
}

/** The address of an audit link. */
export const auditLink = (secret: Buffer, baseUrl: string, nonce: Buffer): string => `${baseUrl}/audit/${linkToken(secret, 'audit', nonce)}`
