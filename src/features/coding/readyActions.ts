import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { readyAnswers, roundDocuments } from '../counting/index.ts'
import {
  lockComments,
  lockToTakeUp,
  markTaken,
  noteMoved,
  roundsToTakeUp,
  standOf,
  takeUp,
  type OfRound,
  type Stand,
} from './readyStore.ts'

/**
 * The comments of a round are those of its returns as they are now: what has moved since the last time is taken up first. That is
 * little, since a job does it every minute, and right whether it does or not.
 *
 * @returns how often texts and coding have moved: what was counted of them holds as long as these numbers do
 */
export async function readyComments(db: Db, of: OfRound): Promise<Stand> {
  const answers = await readyAnswers(db, of)
  const stand = await standOf(db, of)
  if (stand?.taken === answers) return stand
  const documents = await roundDocuments(db, of.partnershipId, of.roundId)
  for (let full = true; full;) {
    full = await inTransaction(db, async trx => {
      const returns = await lockToTakeUp(trx, of)
      await lockComments(trx, of)
      if (returns.ids.length === 0) return false
      await takeUp(trx, of, documents, returns.ids)
      await noteMoved(trx, of, { texts: true })
      return returns.full
    })
  }
  await markTaken(db, of, answers)
  return (await standOf(db, of)) ?? { taken: answers, texts: 0, generation: 0 }
}

/** Takes up what has moved in every round, so that whoever looks need not wait for it. */
export async function takeUpMoved({ db }: Pick<Deps, 'db'>): Promise<void> {
  for (const of of await roundsToTakeUp(db)) await readyComments(db, of)
}
