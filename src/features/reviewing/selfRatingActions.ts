import type { Db } from '../../platform/db.ts'
import { readyAnswers } from '../counting/index.ts'
import type { Round } from '../rounds/index.ts'
import { stratumBy, stratumFactsOf, type Strata } from '../sampling/index.ts'
import { selfRatedReturns, type SelfRatedReturn } from './selfRatingStore.ts'

/** The returns of a round of which self-ratings were reviewed, by the groups of a stratum, in the order of the names. */
export async function selfRatedGroups(
  db: Db,
  { partnershipId, id: roundId }: Pick<Round, 'partnershipId' | 'id'>,
  by: Strata,
): Promise<Map<string, SelfRatedReturn[]>> {
  // Whether every rating is the best of its scale is worked out of the answers.
  if (by === 'self_rating') await readyAnswers(db, { partnershipId, roundId })
  const counted = await selfRatedReturns(db, { partnershipId, roundId })
  const facts = await stratumFactsOf(
    db,
    partnershipId,
    counted.map(({ returnId }) => returnId),
  )
  const groupOf = new Map(facts.map(known => [known.returnId, stratumBy(by, known)]))
  const groups = Map.groupBy(counted, ({ returnId }) => groupOf.get(returnId) ?? '')
  return new Map([...groups].sort(([one], [other]) => one.localeCompare(other, 'en-GB')))
}
