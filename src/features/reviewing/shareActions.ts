import { readersOf } from './readersReadings.ts'
import { insertReviews } from '../verdicts/index.ts'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { roleHolds } from '../accounts/index.ts'
import { recordEvents, ROLES, type PartnershipActor } from '../history/index.ts'
import { membersOf, sampleLocks, type DipSample, type MemberPath, type SampleMember } from '../sampling/index.ts'
import { type Interest } from './interestStore.ts'
import { refuse } from './refusals.ts'
import type { HeldReview } from './review.ts'
import { haveReviewed, reviewersOf, type Reviewer } from './reviewStore.ts'
import { printOfSharing, shareOut, type MemberToShare, type Sharing } from './shareOut.ts'

/** Everyone who can be given a review: those with an account that may record one. */
export const possibleReviewers = (db: Db, partnershipId: Id<'partnership'>): Promise<Reviewer[]> =>
  reviewersOf(
    db,
    partnershipId,
    ROLES.filter(role => roleHolds(role, 'review.record')),
  )

/** Who reviews a sample as it stands: what everything about sharing out is worked out from. */
export type Assigned = {
  members: SampleMember[]
  reviews: HeldReview[]
  possible: Reviewer[]
  interests: Interest[]
}

/** @returns the members that are in the sample now, who has them, who could have them, and who must not */
export async function assignedOf(db: Db, partnershipId: Id<'partnership'>, sampleId: Id<'sample'>): Promise<Assigned> {
  const members = (await membersOf(db, partnershipId, sampleId)).filter(({ replacedAt }) => replacedAt === null)
  const possible = await possibleReviewers(db, partnershipId)
  const accountIds = possible.map(({ accountId }) => accountId)
  const { reviews, interests } = await readersOf(db, partnershipId, members, accountIds)
  return { members, reviews, possible, interests }
}

export type SharingWanted = { accountIds: readonly Id<'account'>[]; percent: number }
export type SharingPreview = Assigned & Sharing & { chosen: Reviewer[]; print: string }

/** What sharing a sample out would come to. Nothing is written. */
export async function previewSharing(
  db: Db,
  partnershipId: Id<'partnership'>,
  sample: Pick<DipSample, 'id' | 'seed'>,
  { accountIds, percent }: SharingWanted,
): Promise<SharingPreview> {
  const assigned = await assignedOf(db, partnershipId, sample.id)
  const seen = await haveReviewed(
    db,
    partnershipId,
    assigned.members.map(({ id }) => id),
  )
  const chosen = assigned.possible.filter(({ accountId }) => accountIds.includes(accountId))
  const sharing = shareOut(
    assigned.members.map(member => toShare(member, assigned, seen)),
    { reviewers: chosen.map(({ accountId }) => accountId), percent, seed: sample.seed },
  )
  return { ...assigned, ...sharing, chosen, print: printOfSharing(sharing) }
}

function toShare(
  { id, identifier, scheme, establishmentId, outcome }: SampleMember,
  { reviews, interests }: Assigned,
  seen: readonly { memberId: Id<'member'>; accountId: Id<'account'> }[],
): MemberToShare {
  const holder = (reading: 'first' | 'second') =>
    reviews.find(review => review.memberId === id && review.reading === reading)?.accountId ?? null
  return {
    memberId: id,
    key: `${scheme}:${identifier}`,
    first: holder('first'),
    second: holder('second'),
    isConcluded: outcome !== null,
    barred: new Set(interests.filter(interest => interest.establishmentId === establishmentId).map(({ accountId }) => accountId)),
    barredAsSecond: new Set(seen.filter(({ memberId }) => memberId === id).map(({ accountId }) => accountId)),
  }
}

/**
 * Shares out the establishments of a sample that nobody reviews yet, as it was previewed.
 *
 * @param request.expected the print of the preview that was looked at
 * @throws Refusal not found; conflict when it would come to something else by now, or there is nothing to give
 */
export function shareOutSample(
  db: Db,
  actor: PartnershipActor,
  {
    requestKey,
    expected,
    ...request
  }: Omit<MemberPath, 'memberId'> & SharingWanted & { expected: string; requestKey?: string | undefined },
): Promise<{ given: number }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'reviews.share_out' }, async () => {
      const sample = await sampleLocks.lockedSample(trx, partnershipId, request)
      const { given, chosen, members, print } = await previewSharing(trx, partnershipId, sample, request)
      if (print !== expected || given.length === 0) throw refuse.sharingChanged()
      const names = new Map(chosen.map(({ accountId, name }) => [accountId, name]))
      const named = given.map(one => ({ ...one, reviewerName: names.get(one.accountId) ?? '' }))
      await insertReviews(trx, partnershipId, named, actor.name)
      const byId = new Map(members.map(member => [member.id, member]))
      const second = given.filter(({ reading }) => reading === 'second').length
      const many = Map.groupBy(named, ({ reviewerName }) => reviewerName)
      await recordEvents(trx, actor, [
        {
          verb: 'reviews.shared_out',
          roundId: sample.roundId,
          details: {
            sampleId: sample.id,
            name: sample.name,
            given: given.length,
            second,
            percent: request.percent,
            reviewers: [...many].map(([name, those]) => `${name} ${those.length}`),
          },
        },
        ...named.map(({ memberId, reading, reviewerName }) => ({
          verb: 'review.given' as const,
          roundId: sample.roundId,
          returnId: byId.get(memberId)?.returnId ?? null,
          establishmentId: byId.get(memberId)?.establishmentId ?? null,
          details: { sampleId: sample.id, reading, reviewer: reviewerName },
        })),
      ])
      return { given: given.length }
    }),
  )
}
