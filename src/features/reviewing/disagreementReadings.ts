import { byQuestion, differingVerdicts, type Readings } from '../verdicts/index.ts'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { membersOf, type SampleMember } from '../sampling/index.ts'
import type { Json } from '../questions/index.ts'
import { disagreementOf, type Disagreement } from './moderation.ts'
import { isBlind, isReadTwice, type HeldReview } from './review.ts'
import { reviewsOf } from './reviewStore.ts'

export type Differing = { member: SampleMember; questionKey: string; readings: Readings; how: Disagreement; answer: Json }

/** What two reviewers differ about in a sample, by member and question; of members whose reviewers are not both through nothing. */
export async function disagreementsOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  sampleId: Id<'sample'>,
): Promise<{ differing: Differing[]; readTwice: number; through: number; reviews: HeldReview[] }> {
  const members = (await membersOf(db, partnershipId, sampleId)).filter(({ replacedAt }) => replacedAt === null)
  const reviews = await reviewsOf(
    db,
    partnershipId,
    members.map(({ id }) => id),
  )
  const byMember = Map.groupBy(reviews, ({ memberId }) => memberId)
  const twice = members.filter(({ id }) => isReadTwice(byMember.get(id) ?? []))
  const through = twice.filter(({ id }) => !isBlind(byMember.get(id) ?? []))
  const verdicts = await differingVerdicts(
    db,
    partnershipId,
    through.map(({ id }) => id),
  )
  const found = Map.groupBy(verdicts, ({ memberId }) => memberId)
  const differing = through.flatMap(member =>
    [...Map.groupBy(found.get(member.id) ?? [], ({ questionKey }) => questionKey)].flatMap(([questionKey, said]) => {
      const readings = byQuestion(said).get(questionKey) ?? {}
      const how = disagreementOf(readings)
      return how === undefined ? [] : [{ member, questionKey, readings, how, answer: said[0]?.answer ?? null }]
    }),
  )
  return { differing, readTwice: twice.length, through: through.length, reviews }
}
