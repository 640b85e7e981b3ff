import { byQuestion, differingVerdicts, type Readings } from '../verdicts/index.ts'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { withKept } from '../keptCounts/index.ts'
import { drawn, membersOf, type SampleMember } from '../sampling/index.ts'
import type { Json } from '../questions/index.ts'
import { disagreementOf, DISAGREEMENTS, type Disagreement } from './moderation.ts'
import { isBlind, isReadTwice, type HeldReview } from './review.ts'
import { reviewsOf } from './reviewStore.ts'

/** A question of a member on which two reviewers differ, or one alone said something. */
export type Differing = { memberId: Id<'member'>; questionKey: string; how: Disagreement }

/**
 * What two reviewers differ about in a sample, by member and question; of members whose reviewers are not both through nothing. Of the
 * reviews only how many there are is of use to whoever is blind.
 */
export async function disagreementsOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  sampleId: Id<'sample'>,
): Promise<{ differing: Differing[]; readTwice: number; through: number; reviews: HeldReview[] }> {
  const { memberIds } = await drawn.memberIdsOf(db, partnershipId, sampleId)
  const reviews = await reviewsOf(db, partnershipId, memberIds)
  const byMember = Map.groupBy(reviews, ({ memberId }) => memberId)
  const twice = memberIds.filter(id => isReadTwice(byMember.get(id) ?? []))
  const through = twice.filter(id => !isBlind(byMember.get(id) ?? []))
  const said = await readingsOf(db, partnershipId, through)
  const differing = through.flatMap(memberId =>
    (said.get(memberId) ?? []).flatMap(({ questionKey, readings }): Differing[] => {
      const how = disagreementOf(readings)
      return how === undefined ? [] : [{ memberId, questionKey, how }]
    }),
  )
  return { differing, readTwice: twice.length, through: through.length, reviews }
}

type Said = { questionKey: string; readings: Readings; answer: Json }

/** What was said of each question on which the reviewers of these members do not both say the same, by member. */
async function readingsOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  memberIds: readonly Id<'member'>[],
): Promise<Map<Id<'member'>, Said[]>> {
  const verdicts = await differingVerdicts(db, partnershipId, memberIds)
  return new Map(
    [...Map.groupBy(verdicts, ({ memberId }) => memberId)].map(([memberId, said]) => [
      memberId,
      [...Map.groupBy(said, ({ questionKey }) => questionKey)].map(([questionKey, ofQuestion]) => ({
        questionKey,
        readings: byQuestion(ofQuestion).get(questionKey) ?? {},
        answer: ofQuestion[0]?.answer ?? null,
      })),
    ]),
  )
}

/** A page of what reviewers differ about, with how many there are of each kind. */
export type DisagreementsListed = {
  counts: Record<Disagreement, number>
  readTwice: number
  through: number
  page: number
  shown: (Said & { member: SampleMember })[]
}

/** The page past the end is the last. How many there are, and which are on a page, is kept while nothing moves; what was said is read. */
export function disagreementsListed(
  db: Db,
  { partnershipId, sampleId }: { partnershipId: Id<'partnership'>; sampleId: Id<'sample'> },
  { how, ...wanted }: { how: Disagreement; page: number; pageSize: number },
): Promise<DisagreementsListed> {
  return withKept(db, { partnershipId, movesWith: 'reviews' }, async (trx, kept) => {
    const { keys, ...listed } = await kept({
      what: 'disagreements',
      asked: { sampleId, how, ...wanted },
      work: async () => {
        const { differing, readTwice, through } = await disagreementsOf(trx, partnershipId, sampleId)
        const counts = Object.fromEntries(DISAGREEMENTS.map(one => [one, differing.filter(found => found.how === one).length]))
        const list = differing.filter(found => found.how === how)
        const page = Math.min(wanted.page, Math.max(1, Math.ceil(list.length / wanted.pageSize)))
        const keys = list.slice((page - 1) * wanted.pageSize, page * wanted.pageSize)
        return { counts: counts as Record<Disagreement, number>, readTwice, through, page, keys }
      },
    })
    const memberIds = [...new Set(keys.map(({ memberId }) => memberId))]
    const members = new Map((await membersOf(trx, partnershipId, sampleId, memberIds)).map(member => [member.id, member]))
    const said = await readingsOf(trx, partnershipId, memberIds)
    const shown = keys.flatMap(({ memberId, questionKey }) => {
      const [member, found] = [members.get(memberId), said.get(memberId)?.find(one => one.questionKey === questionKey)]
      return member && found ? [{ member, ...found }] : []
    })
    return { ...listed, shown }
  })
}
