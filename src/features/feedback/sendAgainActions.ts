import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { returnToWriteAbout, whoIsWrittenTo, type Addressee } from '../correspondence/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { deliveryOf, messagesAbout, queueMessages, type Delivery, type ListedMessage } from '../messages/index.ts'
import { feedbackLetter, READERS } from './feedbackLetter.ts'
import { refuse } from './refusals.ts'
import { lockFeedback } from './store.ts'

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

/**
 * Sends the letter with the link of a feedback again, to those in the register of today to whom none has gone: after its address was
 * corrected, or once the mail works again. The feedback stays as it was sent.
 *
 * @returns how many letters were written
 * @throws Refusal (conflict) when it was not sent yet, or nobody is left to write to
 */
export function sendAgain(
  { db, baseUrl, now }: { db: Db; baseUrl: string; now: () => Date },
  actor: PartnershipActor,
  { roundId, returnId, key }: { roundId: Id<'round'>; returnId: Id<'return'>; key: string | undefined },
): Promise<{ letters: number }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: 'feedback.send_again' }, async () => {
      const feedback = await lockFeedback(trx, { partnershipId, roundId }, returnId)
      if (!feedback?.nonce) throw refuse.nothingToSend(roundId)
      const { nonce, id, content } = feedback
      const { letters, again, about } = await lettersOf(trx, partnershipId, returnId, londonDate(now()))
      if (again.length === 0) throw refuse.nobodyToSendAgain(roundId, returnId)
      const messages = again.map(person =>
        feedbackLetter(
          { ...about, key: `feedback:${id}:${person.email}:${letters.length}`, returned: content.returned, nonce },
          person,
          about.from,
        ),
      )
      const queued = await queueMessages(trx, partnershipId, messages, baseUrl)
      await recordEvent(trx, actor, { verb: 'feedback.sent_again', roundId, returnId, details: { letters: queued.length } })
      return { letters: queued.length }
    }),
  )
}
