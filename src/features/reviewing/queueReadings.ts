import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { questionsToReview } from './progressStore.ts'
import type { QueuedReview } from './queueStore.ts'

/** How many questions there are to review in each of some reviews: a few statements for each sample among them. */
export async function askedOfQueue(
  db: Db,
  partnershipId: Id<'partnership'>,
  listed: readonly QueuedReview[],
): Promise<Map<Id<'review'>, number>> {
  const asked = new Map<Id<'review'>, number>()
  for (const reviews of Map.groupBy(listed, ({ sampleId }) => sampleId).values()) {
    const [{ roundId, areas } = { roundId: undefined, areas: [] }] = reviews
    if (roundId === undefined) continue
    const members = reviews.map(({ memberId: id, returnId, facts, versionId: questionnaireVersionId }) => ({
      ...{ id, returnId, facts, questionnaireVersionId },
    }))
    const counts = await questionsToReview(db, partnershipId, { roundId, areas }, members)
    for (const { id, memberId } of reviews) asked.set(id, counts.get(memberId) ?? 0)
  }
  return asked
}
