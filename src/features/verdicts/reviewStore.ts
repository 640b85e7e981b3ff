import { changed, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { stillBlindSql } from './verdictStore.ts'

/** Stores who reviews what. */
export async function insertReviews(
  trx: Db,
  partnershipId: Id<'partnership'>,
  given: readonly { memberId: Id<'member'>; reading: 'first' | 'second'; accountId: Id<'account'>; reviewerName: string }[],
  by: string,
): Promise<void> {
  await changed(
    trx,
    `insert into reviews (partnership_id, member_id, reading, account_id, reviewer_name, given_by)
     select :partnershipId, g."memberId", g.reading, g."accountId", g."reviewerName", :by
     from jsonb_to_recordset(:given::jsonb) as g ("memberId" bigint, reading text, "accountId" bigint, "reviewerName" text)`,
    { partnershipId, by, given: JSON.stringify(given) },
  )
}

export async function endReviews(
  trx: Db,
  partnershipId: Id<'partnership'>,
  reviewIds: readonly Id<'review'>[],
  reason: string,
): Promise<void> {
  await changed(
    trx,
    `update reviews set ended_at = now(), ended_reason = ?, version = version + 1
     where partnership_id = ? and id = any(?::bigint[]) and ended_at is null`,
    [reason, partnershipId, [...reviewIds]],
  )
}

/**
 * Says that a review is finished, or open again. When both of two are finished for the first time, that moment is kept: from then on each
 * can see what the other found. Call it with the member locked.
 */
export async function markFinished(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { id, memberId }: { id: Id<'review'>; memberId: Id<'member'> },
  isFinished: boolean,
): Promise<void> {
  await changed(
    trx,
    `update reviews set finished_at = case when ? then now() end, version = version + 1
     where partnership_id = ? and id = ? and ended_at is null`,
    [isFinished, partnershipId, id],
  )
  await changed(
    trx,
    `update reviews second set unblinded_at = clock_timestamp()
     where second.partnership_id = ? and second.member_id = ? and second.reading = 'second' and second.ended_at is null
       and second.unblinded_at is null and not ${stillBlindSql('second.member_id')}`,
    [partnershipId, memberId],
  )
}
