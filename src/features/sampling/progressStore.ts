import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { roundDocuments } from '../counting/index.ts'
import { factsFrom } from '../establishments/index.ts'
import { areasToReview, decidingQuestions, questionKeys } from './reviewQuestions.ts'
import { answersTo } from './reviewStore.ts'
import type { DipSample } from './store.ts'
import type { SampleMember } from './memberStore.ts'

/** How many questions there are to review at each member of a sample, by member: what is asked of it in the sample's areas. */
export async function questionsToReview(
  db: Db,
  partnershipId: Id<'partnership'>,
  sample: Pick<DipSample, 'roundId' | 'areas'>,
  members: readonly Pick<SampleMember, 'id' | 'returnId' | 'facts' | 'questionnaireVersionId'>[],
): Promise<Map<Id<'member'>, number>> {
  const documents = await roundDocuments(db, partnershipId, sample.roundId)
  const byVersion = new Map(documents.map(({ versionId, document }) => [versionId, document]))
  const answers = await answersTo(
    db,
    partnershipId,
    members.map(({ returnId }) => returnId),
    decidingQuestions([...byVersion.values()]),
  )
  return new Map(
    members.map(({ id, returnId, facts, questionnaireVersionId }) => {
      const document = byVersion.get(questionnaireVersionId)
      if (!document) return [id, 0] as const
      return [id, questionKeys(areasToReview(document, factsFrom(facts), answers.get(returnId) ?? new Map(), sample.areas)).length]
    }),
  )
}
