import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvents, type PartnershipActor } from '../history/index.ts'
import { coveredReturns, writeUncovered } from './coverStore.ts'
import { lockReturns } from './store.ts'

/**
 * Ends what rested on the returns of these establishments, which are not expected any more or leave the round: whatever they covered
 * is expected again, as it stood. In the transaction that does so.
 *
 * @returns the names of those that are expected again
 */
export async function endCovers(
  trx: Db,
  actor: PartnershipActor,
  { roundId, establishmentIds, why }: { roundId: Id<'round'>; establishmentIds: readonly Id<'establishment'>[]; why: string },
): Promise<string[]> {
  const covered = await coveredReturns(trx, { partnershipId: actor.partnershipId, roundId, establishmentIds })
  if (covered.length === 0) return []
  const returnIds = covered.map(({ returnId }) => returnId)
  await lockReturns(trx, actor.partnershipId, returnIds)
  await writeUncovered(trx, { partnershipId: actor.partnershipId, returnIds })
  await recordEvents(
    trx,
    actor,
    covered.map(({ returnId, covering }) => ({ verb: 'return.cover_ended', returnId, details: { covering, why } })),
  )
  return covered.map(({ name }) => name)
}
