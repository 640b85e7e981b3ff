import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { announceRun } from '../../platform/jobs/runs.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockRound, type Round } from '../rounds/index.ts'
import { countBeside } from './deliveryStore.ts'
import { countToDraft } from './draftStore.ts'
import { draftJob, sendAgainJob, sendJob } from './jobs.ts'
import { refuse } from './refusals.ts'
import { countFeedback } from './listStore.ts'
import { giveWords } from './wordsActions.ts'
import { wordsOfSendable } from './store.ts'

/**
 * Orders the feedback of everybody in a round to be drafted in the background; what was sent is left alone.
 *
 * @returns the run that shows how far it is
 * @throws Refusal when nobody was issued a link, or all was sent
 */
export function orderDrafts(db: Db, actor: PartnershipActor, request: { roundId: Id<'round'>; key?: string | undefined }) {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: request.key, purpose: 'feedback.draft' }, async () => {
      const round = await lockRound(trx, partnershipId, request.roundId)
      const total = await countToDraft(trx, { partnershipId, roundId: round.id })
      if (total === 0) throw refuse.nobodyToDraft(round.id)
      await recordEvent(trx, actor, { verb: 'feedback.drafted', roundId: round.id, details: { establishments: total } })
      return begin(trx, actor, round, { job: draftJob, title: `Drafting the feedback of “${round.name}”`, total })
    }),
  )
}

/**
 * Orders what is drafted to be sent in the background. What changed since it was drafted is left out.
 *
 * @throws Refusal when nothing can be sent, another number than was shown, or numbers were published since it was drafted
 */
export function orderSending(
  db: Db,
  actor: PartnershipActor,
  request: { roundId: Id<'round'>; shown: number; key?: string | undefined },
): Promise<{ runId: Id<'run'> }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: request.key, purpose: 'feedback.send_all' }, async () => {
      const round = await lockRound(trx, partnershipId, request.roundId)
      const of = { partnershipId, roundId: round.id }
      const { drafted } = await countFeedback(trx, of)
      if (drafted === 0) throw refuse.nothingToSend(round.id)
      if (drafted !== request.shown) throw refuse.otherNumber(round.id, 'send')
      if (!(await giveWords(trx, of, await wordsOfSendable(trx, of)))) throw refuse.publishedSince(round.id)
      return begin(trx, actor, round, { job: sendJob, title: `Sending the feedback of “${round.name}”`, total: drafted })
    }),
  )
}

/**
 * Orders the letters to be sent again, in the background, to all in a round whom none reached.
 *
 * @throws Refusal when there is none of them, or another number than was shown
 */
export function orderSendingAgain(
  db: Db,
  actor: PartnershipActor,
  request: { roundId: Id<'round'>; shown: number; key?: string | undefined },
): Promise<{ runId: Id<'run'> }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: request.key, purpose: 'feedback.send_all_again' }, async () => {
      const round = await lockRound(trx, partnershipId, request.roundId)
      const { undelivered } = await countBeside(trx, { partnershipId, roundId: round.id })
      if (undelivered === 0) throw refuse.nothingToSendAgain(round.id)
      if (undelivered !== request.shown) throw refuse.otherNumber(round.id, 'send-again')
      return begin(trx, actor, round, { job: sendAgainJob, title: `Sending the feedback of “${round.name}” again`, total: undelivered })
    }),
  )
}

type Order = { job: typeof draftJob; title: string; total: number }

/** Begins the work of an order in the background. @returns the run that shows how far it is */
async function begin(
  trx: Db,
  actor: PartnershipActor,
  round: Pick<Round, 'id'>,
  { job, title, total }: Order,
): Promise<{ runId: Id<'run'> }> {
  const next = { text: 'See the feedback', href: `/rounds/${round.id}/feedback` }
  const runId = await announceRun(trx, { partnershipId: actor.partnershipId, name: job.name, title, total, startedBy: actor.name, next })
  await enqueue(trx, job, { actor, runId, roundId: round.id })
  return { runId }
}
