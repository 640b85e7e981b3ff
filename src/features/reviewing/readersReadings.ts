import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { SampleMember } from '../sampling/index.ts'
import { interestsIn, type Interest } from './interestStore.ts'
import type { HeldReview } from './review.ts'
import { reviewsOf } from './reviewStore.ts'

/** Who reviews these members of a sample, and in which of them the given people have an interest. */
export async function readersOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  members: readonly Pick<SampleMember, 'id' | 'establishmentId'>[],
  accountIds: readonly Id<'account'>[],
): Promise<{ reviews: HeldReview[]; interests: Interest[] }> {
  const memberIds = members.map(({ id }) => id)
  const establishmentIds = members.map(({ establishmentId }) => establishmentId)
  return {
    reviews: await reviewsOf(db, partnershipId, memberIds),
    interests: await interestsIn(db, partnershipId, accountIds, establishmentIds),
  }
}
