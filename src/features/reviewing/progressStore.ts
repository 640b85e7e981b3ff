import { areasToReview, decidingQuestions, questionKeys } from './reviewQuestions.ts'
import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { roundDocuments } from '../counting/index.ts'
import { factsFrom } from '../establishments/index.ts'
import type { Json } from '../questions/index.ts'
import { type DipSample, type SampleMember } from '../sampling/index.ts'

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

/** Answers to some questions of many returns at once, by return. */
async function answersTo(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
  keys: readonly string[],
): Promise<Map<Id<'return'>, Map<string, Json>>> {
  const found = await rows<{ returnId: Id<'return'>; key: string; answer: Json }>(
    db,
    `select return_id as "returnId", question_key as key, answer from responses
     where partnership_id = ? and return_id = any(?::bigint[]) and question_key = any(?)`,
    [partnershipId, [...returnIds], [...keys]],
  )
  const byReturn = Map.groupBy(found, ({ returnId }) => returnId)
  return new Map([...byReturn].map(([returnId, given]) => [returnId, new Map(given.map(({ key, answer }) => [key, answer]))]))
}

/** How many questions of each member of a sample have a verdict, those of a second reviewer apart. */
export async function reviewedOf(db: Db, partnershipId: Id<'partnership'>, sampleId: Id<'sample'>): Promise<Map<Id<'member'>, number>> {
  const found = await rows<{ memberId: Id<'member'>; reviewed: number }>(
    db,
    `select v.member_id as "memberId", count(distinct v.question_key) as reviewed
     from dip_sample_members m join verdicts v on v.member_id = m.id and v.partnership_id = m.partnership_id
     where m.partnership_id = ? and m.sample_id = ? and v.reading <> 'second' group by v.member_id`,
    [partnershipId, sampleId],
  )
  return new Map(found.map(({ memberId, reviewed }) => [memberId, reviewed]))
}
