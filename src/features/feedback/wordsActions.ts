import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { readyAnswers } from '../counting/index.ts'
import { telling } from '../findings/index.ts'
import { keepGiven } from '../publications/index.ts'
import { lockRound, type Round } from '../rounds/index.ts'
import type { OfRound } from './draftStore.ts'
import { LEAST_OTHERS } from './similar.ts'
import { insertWords, lockUngiven, markGiven, newestWords, type Words } from './wordsStore.ts'

/**
 * What is told of others to all who are drafted for now: the words that were made last where no answer has moved since and nothing has
 * left the office beside them, or new ones.
 *
 * @throws Refusal conflict when answers kept coming in while they were counted
 */
export async function wordsNow(db: Db, round: Round): Promise<Words> {
  const of = { partnershipId: round.partnershipId, roundId: round.id }
  const newest = await newestWords(db, of)
  const isCurrent = newest?.generation === (await readyAnswers(db, of)) && newest.beside === (await telling.leftBefore(db, round))
  if (newest && isCurrent) return newest
  const madeAt = new Date()
  return insertWords(db, of, await telling.tellInWords(db, round, LEAST_OTHERS), madeAt)
}

/**
 * What one establishment is told whose feedback is drafted again: the same as the others were. It need not be of the same moment: a return
 * that came later is not told that it is counted.
 */
export async function wordsForOne(db: Db, round: Round): Promise<Words> {
  const newest = await newestWords(db, { partnershipId: round.partnershipId, roundId: round.id })
  const isOpen = newest !== undefined && (newest.isGiven || newest.beside === (await telling.leftBefore(db, round)))
  return isOpen ? newest : wordsNow(db, round)
}

/**
 * These words leave the office with feedback: from now on what is published is held against them.
 *
 * @returns false, with nothing kept, when something else has left since they were made, beside which they may say too much
 */
export async function giveWords(db: Db, of: OfRound, ids: readonly Id<'feedbackWords'>[]): Promise<boolean> {
  if (ids.length === 0) return true
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, of.partnershipId, of.roundId)
    for (const { id, beside, figures } of await lockUngiven(trx, of.partnershipId, ids)) {
      if (beside !== (await telling.leftBefore(trx, round))) return false
      const givenId = await keepGiven(trx, { ...of, figures })
      await markGiven(trx, of.partnershipId, id, { givenId, beside: await telling.leftBefore(trx, round) })
    }
    return true
  })
}
