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
  // Of thousands most are asked the same: what is asked of one answers for all of its version, facts and answers that decide.
  const known = new Map<string, number>()
  return new Map(
    members.map(({ id, returnId, facts, questionnaireVersionId }) => {
      const document = byVersion.get(questionnaireVersionId)
      const given = answers.get(returnId) ?? new Map<string, Json>()
      const like = JSON.stringify([questionnaireVersionId, facts, [...given]])
      const asked = known.get(like) ?? (document ? questionKeys(areasToReview(document, factsFrom(facts), given, sample.areas)).length : 0)
      known.set(like, asked)
      return [id, asked] as const
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
     where partnership_id = ? and return_id = any(?::bigint[]) and question_key = any(?) order by return_id, question_key`,
    [partnershipId, [...returnIds], [...keys]],
  )
  const byReturn = Map.groupBy(found, ({ returnId }) => returnId)
  return new Map([...byReturn].map(([returnId, given]) => [returnId, new Map(given.map(({ key, answer }) => [key, answer]))]))
}

/** How many questions of each of these members have a verdict, those of a second reviewer apart. */
export async function reviewedOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  memberIds: readonly Id<'member'>[],
): Promise<Map<Id<'member'>, number>> {
  const found = await rows<{ memberId: Id<'member'>; reviewed: number }>(
    db,
    `select member_id as "memberId", count(distinct question_key) as reviewed from verdicts
     where partnership_id = ? and member_id = any(?::bigint[]) and reading <> 'second' group by member_id`,
    [partnershipId, [...memberIds]],
  )
  return new Map(found.map(({ memberId, reviewed }) => [memberId, reviewed]))
}
