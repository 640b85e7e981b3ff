import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { advanceRun, finishRun } from '../../platform/jobs/runs.ts'
import { sayCount, sayNumber } from '../../platform/say.ts'
import { sayWritten } from '../messages/index.ts'
import { lockUndelivered } from './deliveryStore.ts'
import type { FeedbackOrder } from './orders.ts'
import { writeAgain } from './sendAgainActions.ts'
import { lockFeedback } from './store.ts'

/** As many as are written to in one transaction. */
const BATCH = 100

/** Sends the letters again to all in a round whom none reached, a batch to a transaction: those that wait now are not written a second time. */
export async function sendAllAgain(
  deps: Pick<Deps, 'db' | 'baseUrl' | 'now' | 'mail'>,
  { actor, runId, roundId }: FeedbackOrder,
): Promise<void> {
  const of = { partnershipId: actor.partnershipId, roundId }
  const sums = { written: 0, nobody: 0 }
  for (let after = 0; ;) {
    const last = await inTransaction(deps.db, async trx => {
      const undelivered = await lockUndelivered(trx, of, after, BATCH)
      for (const returnId of undelivered) {
        const feedback = await lockFeedback(trx, of, returnId)
        if (!feedback?.nonce) continue
        const request = { roundId, returnId, feedback: { ...feedback, nonce: feedback.nonce } }
        const letters = await writeAgain({ ...deps, db: trx }, actor, request)
        sums[letters === 0 ? 'nobody' : 'written'] += 1
      }
      await advanceRun(trx, runId, undelivered.length)
      return undelivered.at(-1)
    })
    if (last === undefined) break
    after = last
  }
  const without =
    sums.nobody === 0 ? '' : ` ${sayNumber(sums.nobody)} could not be written to: the register has no email address of a head or DSL.`
  await finishRun(
    deps.db,
    runId,
    `${sayWritten(deps.mail, `The letter for each of ${sayCount(sums.written, 'establishment')}`)}.${without}`,
  )
}
