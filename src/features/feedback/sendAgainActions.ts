import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { returnToWriteAbout, whoIsWrittenTo, type Addressee } from '../correspondence/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { deliveryOf, messagesAbout, queueMessages, type Delivery, type ListedMessage } from '../messages/index.ts'
import { feedbackLetter, READERS } from './feedbackLetter.ts'
import { refuse } from './refusals.ts'
import { lockFeedback, type Feedback } from './store.ts'

/** A letter is lost that came back, was refused or never left: whoever it was for can be written to again. */
const LOST: readonly Delivery[] = ['bounced', 'failed', 'withheld']
const isLost = (letter: ListedMessage): boolean => LOST.includes(deliveryOf(letter))

/** The letters that brought a feedback; and, where one was lost, those in the register of today who have none that was not. */
export async function lettersOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  today: string,
): Promise<{
  letters: ListedMessage[]
  lost: 'none' | 'some' | 'all'
  again: Addressee[]
  about: Awaited<ReturnType<typeof returnToWriteAbout>>
}> {
  const [letters, about] = await Promise.all([
    messagesAbout(db, partnershipId, returnId).then(all => all.filter(({ kind }) => kind === 'feedback')),
    returnToWriteAbout(db, partnershipId, returnId),
  ])
  const reached = new Set(letters.filter(one => !isLost(one)).map(({ toEmail }) => toEmail))
  const again = letters.some(isLost) ? whoIsWrittenTo(about, READERS, today).to.filter(({ email }) => !reached.has(email)) : []
  const lost = !letters.some(isLost) ? 'none' : letters.every(isLost) ? 'all' : 'some'
  return { letters, lost, again, about }
}

type Context = { db: Db; baseUrl: string; now: () => Date }
type OfOne = { roundId: Id<'round'>; returnId: Id<'return'> }

/**
 * Sends the letter with the link of a feedback again, to those in the register of today to whom none has gone: after its address was
 * corrected, or once the mail works again. The feedback stays as it was sent.
 *
 * @returns how many letters were written
 * @throws Refusal (conflict) when it was not sent yet, or nobody is left to write to
 */
export function sendAgain(
  { db, ...context }: Context,
  actor: PartnershipActor,
  { key, ...one }: OfOne & { key: string | undefined },
): Promise<{ letters: number }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: 'feedback.send_again' }, async () => {
      const feedback = await lockFeedback(trx, { partnershipId, roundId: one.roundId }, one.returnId)
      if (!feedback?.nonce) throw refuse.nothingToSend(one.roundId)
      const letters = await writeAgain({ ...context, db: trx }, actor, { ...one, feedback: { ...feedback, nonce: feedback.nonce } })
      if (letters === 0) throw refuse.nobodyToSendAgain(one.roundId, one.returnId)
      return { letters }
    }),
  )
}

/** Writes the letter again where it is still lost, in the transaction of the caller, who holds the feedback. @returns how many letters */
export async function writeAgain(
  { db: trx, baseUrl, now }: Context,
  actor: PartnershipActor,
  { roundId, returnId, feedback }: OfOne & { feedback: Pick<Feedback, 'id' | 'content'> & { nonce: Buffer } },
): Promise<number> {
  const { nonce, id, content } = feedback
  const { partnershipId } = actor
  const { letters, again, about } = await lettersOf(trx, partnershipId, returnId, londonDate(now()))
  if (again.length === 0) return 0
  const key = (email: string) => `feedback:${id}:${email}:${letters.length}`
  const messages = again.map(person =>
    feedbackLetter({ ...about, key: key(person.email), returned: content.returned, nonce }, person, about.from),
  )
  const queued = await queueMessages(trx, partnershipId, messages, baseUrl)
  await recordEvent(trx, actor, { verb: 'feedback.sent_again', roundId, returnId, details: { letters: queued.length } })
  return queued.length
}
