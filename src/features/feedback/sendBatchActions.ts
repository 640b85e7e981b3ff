import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { advanceRun, finishRun } from '../../platform/jobs/runs.ts'
import { linkToken, newNonce, tokenHash } from '../../platform/linkToken.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { sayCount, sayNumber } from '../../platform/say.ts'
import { returnsToWriteAbout, whoIsWrittenTo, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { recordEvents, type PartnershipActor } from '../history/index.ts'
import { letterheadOf, queueMessages, sayWritten } from '../messages/index.ts'
import type { OfRound } from './draftStore.ts'
import { feedbackLetter, READERS } from './feedbackLetter.ts'
import { LINK_PATH } from './link.ts'
import type { FeedbackOrder } from './orders.ts'
import { refuse } from './refusals.ts'
import { giveWords } from './wordsActions.ts'
import { lockFeedback, lockUnsent, markSent, sendable, textsOf, type Sendable } from './store.ts'

/** As many as are sent in one transaction. */
const BATCH = 500

const PUBLISHED_SINCE =
  ' Some were not sent: after they were drafted, numbers of this round were published, your rule for small numbers was changed, or others were drafted again. Draft all again.'

type Context = Pick<Deps, 'secret' | 'baseUrl' | 'now'> & { db: Db }

/** Sends what is drafted, a batch to a transaction: a worker that begins again sends nobody a second letter. */
export async function sendBatches(deps: Deps, { actor, runId, roundId }: FeedbackOrder): Promise<void> {
  const of = { partnershipId: actor.partnershipId, roundId }
  const sums = { sent: 0, unreachable: 0 }
  let isGiven = true
  for (let after = 0; ;) {
    const done = await inTransaction(deps.db, async trx => {
      const unsent = await lockUnsent(trx, of, after, BATCH)
      const batch = await sendable(trx, of, unsent)
      const outcome = await sendThese({ ...deps, db: trx }, actor, of, batch)
      await advanceRun(trx, runId, batch.length)
      return { ...outcome, last: unsent.at(-1) }
    })
    if (done.last === undefined) break
    sums.sent += done.sent
    sums.unreachable += done.unreachable
    isGiven &&= done.isGiven
    after = done.last
  }
  const without =
    sums.unreachable === 0
      ? ''
      : ` ${sayNumber(sums.unreachable)} could not be written to: the register has no email address of a head or DSL.`
  await finishRun(
    deps.db,
    runId,
    `${sayWritten(deps.mail, `A letter for each of ${sayCount(sums.sent, 'establishment')}`)}.${without}${isGiven ? '' : PUBLISHED_SINCE}`,
  )
}

/** Sends the feedback of one establishment. @throws Refusal when it is not drafted, was sent, has changed since, numbers were published since, or nobody can be written to */
export function sendOne(
  context: Context,
  actor: PartnershipActor,
  { roundId, returnId, key }: { roundId: Id<'round'>; returnId: Id<'return'>; key?: string | undefined },
): Promise<{ letters: number }> {
  const { partnershipId } = actor
  const of = { partnershipId, roundId }
  return inTransaction(context.db, trx =>
    once(trx, { partnershipId, key, purpose: 'feedback.send' }, async () => {
      const feedback = await lockFeedback(trx, of, returnId)
      if (!feedback || feedback.sentAt !== null) throw refuse.nothingToSend(roundId)
      if (!feedback.isCurrent) throw refuse.changedSince(roundId, returnId)
      const { sent, letters, isGiven } = await sendThese({ ...context, db: trx }, actor, of, [
        { ...feedback, returned: feedback.content.returned },
      ])
      if (!isGiven) throw refuse.publishedSince(roundId)
      if (sent === 0) throw refuse.nobodyToWriteTo(roundId, returnId)
      return { letters }
    }),
  )
}

/** Writes to those whom the register names now and keeps what was sent; whoever has nobody to write to stays drafted. */
async function sendThese(
  { db: trx, secret, baseUrl, now }: Context,
  actor: PartnershipActor,
  of: OfRound,
  batch: readonly Sendable[],
): Promise<{ sent: number; letters: number; unreachable: number; isGiven: boolean }> {
  const { partnershipId } = actor
  const words = [...new Set(batch.flatMap(({ wordsId }) => wordsId ?? []))]
  if (!(await giveWords(trx, of, words))) return { sent: 0, letters: 0, unreachable: 0, isGiven: false }
  const { opening, nextYear, nextSteps } = await textsOf(trx, of)
  const from = await letterheadOf(trx, partnershipId)
  const ids = batch.map(({ returnId }) => returnId)
  const about = await returnsToWriteAbout(trx, partnershipId, ids)
  const today = londonDate(now())
  const byReturn = new Map(batch.map(one => [one.returnId, one]))
  const ready = about.flatMap(one => {
    const feedback = byReturn.get(one.returnId)
    const { to } = whoIsWrittenTo(one, READERS, today)
    return feedback && to.length > 0 ? [{ one, feedback, to, nonce: newNonce() }] : []
  })
  const messages = ready.flatMap(({ one, feedback, to, nonce }) =>
    to.map(person =>
      feedbackLetter({ ...aboutOf(one), key: `feedback:${feedback.id}:${person.email}`, returned: feedback.returned, nonce }, person, from),
    ),
  )
  await markSent(
    trx,
    partnershipId,
    ready.map(({ feedback, nonce }) => ({
      id: feedback.id,
      said: { opening, nextYear, nextSteps, remark: feedback.remark },
      nonce,
      tokenHash: tokenHash(linkToken(secret, LINK_PATH, nonce)),
    })),
    actor.name,
  )
  const queued = await queueMessages(trx, partnershipId, messages, baseUrl)
  await recordEvents(
    trx,
    actor,
    ready.map(({ one, to }) => ({
      verb: 'feedback.sent' as const,
      roundId: of.roundId,
      returnId: one.returnId,
      details: { letters: to.length },
    })),
  )
  return { sent: ready.length, letters: queued.length, unreachable: batch.length - ready.length, isGiven: true }
}

const aboutOf = ({ establishment, round, roundId, returnId }: ReturnToWriteAbout) => ({ establishment, round, roundId, returnId })
