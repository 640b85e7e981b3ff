import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Role } from '../history/index.ts'
import type { HeldReview, Review } from './review.ts'

/** Who reviews a member now: one person, two, or nobody in particular. Of a member that was replaced nobody does any more. */
export const reviewsOf = (db: Db, partnershipId: Id<'partnership'>, memberIds: readonly Id<'member'>[]): Promise<HeldReview[]> =>
  rows<HeldReview>(
    db,
    `select w.id, w.member_id as "memberId", w.reading, w.account_id as "accountId", w.reviewer_name as "reviewerName",
       w.given_by as "givenBy", w.given_at as "givenAt", w.finished_at as "finishedAt", w.version, a.disabled_at is not null as disabled, a.role
     from reviews w join accounts a on a.id = w.account_id
     join dip_sample_members m on m.id = w.member_id and m.replaced_at is null
     where w.partnership_id = ? and w.member_id = any(?::bigint[]) and w.ended_at is null order by w.member_id, w.reading`,
    [partnershipId, [...memberIds]],
  )

/** Someone who can be given a review. */
export type Reviewer = { accountId: Id<'account'>; name: string; role: Role }

/** Those with an account in one of these roles, by name. */
export const reviewersOf = (db: Db, partnershipId: Id<'partnership'>, roles: readonly Role[]): Promise<Reviewer[]> =>
  rows<Reviewer>(
    db,
    `select id as "accountId", name, role from accounts
     where partnership_id = ? and role = any(?) and disabled_at is null order by lower(name), id`,
    [partnershipId, [...roles]],
  )

/**
 * Who cannot be the second reviewer of a member, since they have seen it reviewed: whoever recorded verdicts of the first, and whoever
 * reviewed it before.
 */
export const haveReviewed = (
  db: Db,
  partnershipId: Id<'partnership'>,
  memberIds: readonly Id<'member'>[],
): Promise<{ memberId: Id<'member'>; accountId: Id<'account'> }[]> =>
  rows(
    db,
    `select member_id as "memberId", account_id as "accountId" from verdicts
     where partnership_id = :partnershipId and member_id = any(:memberIds::bigint[]) and reading = 'first' and account_id is not null
     union select member_id, account_id from reviews
     where partnership_id = :partnershipId and member_id = any(:memberIds::bigint[]) and ended_at is not null`,
    { partnershipId, memberIds: [...memberIds] },
  )

/** The reviews that someone holds of one establishment, in every sample in which nothing is concluded of it yet. */
export const reviewsHeldOf = (
  db: Db,
  {
    partnershipId,
    accountId,
    establishmentId,
  }: { partnershipId: Id<'partnership'>; accountId: Id<'account'>; establishmentId: Id<'establishment'> },
): Promise<(Pick<Review, 'id' | 'memberId' | 'reading'> & { sampleId: Id<'sample'>; roundId: Id<'round'>; returnId: Id<'return'> })[]> =>
  rows(
    db,
    `select w.id, w.member_id as "memberId", w.reading, m.sample_id as "sampleId", m.round_id as "roundId", m.return_id as "returnId"
     from reviews w join dip_sample_members m on m.id = w.member_id and m.replaced_at is null and m.outcome is null
     join returns r on r.id = m.return_id
     where w.partnership_id = :partnershipId and w.account_id = :accountId and r.establishment_id = :establishmentId and w.ended_at is null
     order by w.id`,
    { partnershipId, accountId, establishmentId },
  )

/** Whether anything that two reviewers of a member differed about has been settled. */
export async function settledHere(db: Db, partnershipId: Id<'partnership'>, memberId: Id<'member'>): Promise<boolean> {
  return (
    (await changed(db, `select 1 from verdicts where partnership_id = ? and member_id = ? and reading = 'moderated' limit 1`, [
      partnershipId,
      memberId,
    ])) === 1
  )
}
