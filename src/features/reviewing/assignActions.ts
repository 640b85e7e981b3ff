import { endReviews, forgetReading, insertReviews, verdictsOf } from '../verdicts/index.ts'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { memberHref, sampleLocks, type MemberPath, type SampleMember } from '../sampling/index.ts'
import { reviewedMember } from './actions.ts'
import { interestsIn } from './interestStore.ts'
import { refuse } from './refusals.ts'
import type { HeldReview, Review } from './review.ts'
import { haveReviewed, reviewsOf } from './reviewStore.ts'
import { possibleReviewers } from './shareActions.ts'

/** Why someone cannot be given a review of a member, in words that follow their name. */
export type WhyNotGiven = { accountId: Id<'account'>; because: string }

/** Who could review one member in a reading, and of the others why not. */
export async function candidatesFor(
  db: Db,
  partnershipId: Id<'partnership'>,
  { member, reading, reviews }: { member: SampleMember; reading: Review['reading']; reviews: readonly HeldReview[] },
) {
  const possible = await possibleReviewers(db, partnershipId)
  const accountIds = possible.map(({ accountId }) => accountId)
  const [interests, seen] = await Promise.all([
    interestsIn(db, partnershipId, accountIds, [member.establishmentId]),
    reading === 'second' ? haveReviewed(db, partnershipId, [member.id]) : [],
  ])
  const other = reviews.find(review => review.reading !== reading)
  const whyNot = possible.flatMap(({ accountId }): WhyNotGiven[] => {
    const interest = interests.find(one => one.accountId === accountId)
    if (interest) return [{ accountId, because: interest.reason === null ? 'is a contact there' : 'has an interest in it' }]
    if (other?.accountId === accountId)
      return [{ accountId, because: `is the ${other.reading === 'first' ? 'first' : 'second'} reviewer of it` }]
    if (seen.some(one => one.accountId === accountId)) return [{ accountId, because: 'has reviewed it, or seen it reviewed, already' }]
    return []
  })
  return { possible, whyNot }
}

/**
 * Gives a review of one member to someone, or takes it away. What the first reviewer found stays, for whoever takes over; a second
 * reading is one person's own, so what was found in it goes with them, and stays in the history.
 *
 * @param given.accountId nobody when null
 * @param given.reviewId the review that the form showed; null when there was none
 * @returns `changed`: someone else has given or taken it since, and nothing was written; `whyNot`: the person cannot have it
 * @throws Refusal not found; conflict when the review is concluded, or what two differed about was settled
 */
export function giveReview(
  db: Db,
  actor: PartnershipActor,
  {
    given,
    ...path
  }: MemberPath & {
    given: { reading: Review['reading']; accountId: Id<'account'> | null; reviewId: Id<'review'> | null; reason: string }
  },
): Promise<{ changed: boolean; whyNot: string | undefined; written: boolean }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    await sampleLocks.lockedSample(trx, partnershipId, path)
    const { member } = await reviewedMember(trx, partnershipId, path)
    const reviews = await reviewsOf(trx, partnershipId, [member.id])
    const current = reviews.find(({ reading }) => reading === given.reading)
    if ((current?.accountId ?? null) === given.accountId) return { changed: false, whyNot: undefined, written: false }
    if ((current?.id ?? null) !== given.reviewId) return { changed: true, whyNot: undefined, written: false }
    if (member.outcome !== null) throw refuse.concluded(memberHref(path))
    const { possible, whyNot } = await candidatesFor(trx, partnershipId, { member, reading: given.reading, reviews })
    const to = possible.find(({ accountId }) => accountId === given.accountId)
    const because = whyNot.find(({ accountId }) => accountId === given.accountId)?.because
    if (given.accountId !== null && (!to || because !== undefined))
      return { changed: false, whyNot: to ? `${to.name} ${because ?? ''}` : 'They may not review', written: false }
    const about = { roundId: path.roundId, returnId: member.returnId, establishmentId: member.establishmentId }
    if (current) await takeAway(trx, actor, { path, member, current, reason: given.reason })
    if (to) {
      await insertReviews(
        trx,
        partnershipId,
        [{ memberId: member.id, reading: given.reading, accountId: to.accountId, reviewerName: to.name }],
        actor.name,
      )
      await recordEvent(trx, actor, {
        verb: 'review.given',
        ...about,
        details: { sampleId: path.sampleId, reading: given.reading, reviewer: to.name, reason: given.reason },
      })
    }
    return { changed: false, whyNot: undefined, written: true }
  })
}

/** Ends a review, with an event. Call it with the member locked. @throws Refusal conflict when what two differed about was settled */
export async function takeAway(
  trx: Db,
  actor: PartnershipActor,
  {
    path,
    member,
    current,
    reason,
  }: {
    path: MemberPath
    member: Pick<SampleMember, 'id' | 'returnId' | 'establishmentId'>
    current: Pick<Review, 'id' | 'reading' | 'reviewerName'>
    reason: string
  },
): Promise<void> {
  const verdicts = await verdictsOf(trx, actor.partnershipId, member.id)
  if (verdicts.some(({ reading }) => reading === 'moderated')) throw refuse.moderated(memberHref(path))
  await endReviews(trx, actor.partnershipId, [current.id], reason)
  const gone = current.reading === 'second' ? verdicts.filter(({ reading }) => reading === 'second') : []
  if (gone.length > 0) await forgetReading(trx, actor.partnershipId, member.id, 'second')
  await recordEvent(trx, actor, {
    verb: 'review.taken_away',
    roundId: path.roundId,
    returnId: member.returnId,
    establishmentId: member.establishmentId,
    details: {
      sampleId: path.sampleId,
      reading: current.reading,
      reviewer: current.reviewerName,
      reason,
      verdicts: gone.map(({ questionKey, verdict, direction }) => ({ key: questionKey, verdict, direction })),
    },
  })
}
