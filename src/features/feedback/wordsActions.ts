import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { readyAnswers } from '../counting/index.ts'
import { telling } from '../findings/index.ts'
import { keepGiven } from '../publications/index.ts'
import { lockRound, type Round } from '../rounds/index.ts'
import type { OfRound } from './draftStore.ts'
import { LEAST_OTHERS } from './similar.ts'
import { insertWords, lockWords, markGiven, newestWords, type Words } from './wordsStore.ts'

/**
 * What is told of others to all who are drafted for now: the words that were made last where no answer has moved since, nothing has
 * left the office beside them and the rule is the same, or new ones.
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
 * What one establishment is told whose feedback is drafted again: the same as the others were, as long as the rule is. It need not be of
 * the same moment: a return that came later is not told that it is counted.
 */
export async function wordsForOne(db: Db, round: Round): Promise<Words> {
  const newest = await newestWords(db, { partnershipId: round.partnershipId, roundId: round.id })
  const now = await telling.leftBefore(db, round)
  const isOpen = newest !== undefined && (newest.isGiven ? telling.isSameRule(newest.beside, now) : newest.beside === now)
  return isOpen ? newest : wordsNow(db, round)
}

/**
 * These words leave the office with feedback: from now on what is published is held against them. Words that were given before may be
 * told to more, as long as the rule is the same. Two sets of words were not held against each other, so they are not given at once.
 *
 * @returns false, with nothing kept, when something else has left since they were made, or the rule is another, beside which they may say
 *   too much
 */
export async function giveWords(db: Db, of: OfRound, ids: readonly Id<'feedbackWords'>[]): Promise<boolean> {
  if (ids.length === 0) return true
  return inTransaction(db, async trx => {
    const round = await lockRound(trx, of.partnershipId, of.roundId)
    const words = await lockWords(trx, of.partnershipId, ids)
    const now = await telling.leftBefore(trx, round)
    const ungiven = words.filter(({ isGiven }) => !isGiven)
    const mayBeTold = words.every(({ isGiven, beside }) => (isGiven ? telling.isSameRule(beside, now) : beside === now))
    if (!mayBeTold || ungiven.length > 1) return false
    for (const { id, figures } of ungiven) {
      const givenId = await keepGiven(trx, { ...of, figures })
      await markGiven(trx, of.partnershipId, id, { givenId, beside: await telling.leftBefore(trx, round) })
    }
    return true
  })
}
