import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Review } from './review.ts'

/** Who reviews a member now: one person, two, or nobody in particular. */
export const reviewsOf = (db: Db, partnershipId: Id<'partnership'>, memberIds: readonly Id<'member'>[]): Promise<Review[]> =>
  rows<Review>(
    db,
    `select id, member_id as "memberId", reading, account_id as "accountId", reviewer_name as "reviewerName", given_by as "givenBy",
       given_at as "givenAt", finished_at as "finishedAt", version
     from reviews where partnership_id = ? and member_id = any(?::bigint[]) and ended_at is null order by member_id, reading`,
    [partnershipId, [...memberIds]],
  )
