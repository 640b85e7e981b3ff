import { strata } from '../sampling/index.ts'
import type { Db } from '../../platform/db.ts'
import { readyAnswers } from '../counting/index.ts'
import type { Round } from '../rounds/index.ts'
import { stratumFactsOf } from '../sampling/index.ts'
import type { SelfRatedPart } from './selfRatingStore.ts'

/** The returns among the parts of a round, by the groups of a stratum, in the order of the names. */
export async function selfRatedGroups(
  db: Db,
  { partnershipId, id: roundId }: Pick<Round, 'partnershipId' | 'id'>,
  { by, parts }: { by: strata.Strata; parts: readonly SelfRatedPart[] },
): Promise<Map<string, SelfRatedPart[]>> {
  // Whether every rating is the best of its scale is worked out of the answers.
  if (by === 'self_rating') await readyAnswers(db, { partnershipId, roundId })
  const facts = await stratumFactsOf(
    db,
    partnershipId,
    parts.flatMap(({ returnId }) => returnId ?? []),
  )
  const groupOf = new Map(facts.map(known => [known.returnId, strata.stratumBy(by, known)]))
  const groups = Map.groupBy(
    parts.filter(({ part }) => part === 'return'),
    ({ returnId }) => (returnId === null ? '' : (groupOf.get(returnId) ?? '')),
  )
  return new Map([...groups].sort(([one], [other]) => one.localeCompare(other, 'en-GB')))
}
