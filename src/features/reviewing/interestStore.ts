import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** Why somebody must not review an establishment: what was declared, or null where the register names them as its contact. */
export type Interest = { accountId: Id<'account'>; establishmentId: Id<'establishment'>; reason: string | null }

/**
 * The establishments, of those given, that members of staff must not review: those in which they declared an interest, and those whose
 * contacts in the register have their email address, whatever its case.
 */
export const interestsIn = (
  db: Db,
  partnershipId: Id<'partnership'>,
  accountIds: readonly Id<'account'>[],
  establishmentIds: readonly Id<'establishment'>[],
): Promise<Interest[]> =>
  rows<Interest>(
    db,
    `select c.account_id as "accountId", c.establishment_id as "establishmentId", c.reason
     from conflicts_of_interest c
     where c.partnership_id = :partnershipId and c.ended_at is null
       and c.account_id = any(:accountIds::bigint[]) and c.establishment_id = any(:establishmentIds::bigint[])
     union all
     select distinct a.id, c.establishment_id, null
     from accounts a join contacts c on lower(c.email) = lower(a.email) and c.partnership_id = a.partnership_id
     where a.partnership_id = :partnershipId and a.id = any(:accountIds::bigint[]) and c.establishment_id = any(:establishmentIds::bigint[])
       and c.email <> ''`,
    { partnershipId, accountIds: [...accountIds], establishmentIds: [...establishmentIds] },
  )
