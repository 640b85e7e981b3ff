import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** Why someone must not review an establishment: what was declared, or null where the register names them as its contact. */
export type Interest = { accountId: Id<'account'>; establishmentId: Id<'establishment'>; reason: string | null }

/**
 * The establishments, of those given, that members of staff must not review: those in which they declared an interest, and those whose
 * contacts in the register have their email address: both are kept folded.
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
     from accounts a join contacts c on c.email = a.email and c.partnership_id = a.partnership_id
     where a.partnership_id = :partnershipId and a.id = any(:accountIds::bigint[]) and c.establishment_id = any(:establishmentIds::bigint[])
       and c.email <> ''`,
    { partnershipId, accountIds: [...accountIds], establishmentIds: [...establishmentIds] },
  )

/** An interest as it is listed: who has it, in what, and since when; without an id where the register's contacts say so. */
export type ListedInterest = Omit<Interest, 'reason'> & {
  id: Id<'interest'> | null
  reviewer: string
  establishment: string
  identifier: string
  reason: string
  declaredBy: string
  declaredAt: Date | null
}

const DECLARED = `select c.id, c.account_id, c.establishment_id, c.reason, c.declared_by, c.declared_at
  from conflicts_of_interest c where c.partnership_id = :partnershipId and c.ended_at is null`

/** Interests of the given people, declared or known from the register, by name of the establishment: a page of them, and how many there are. */
export async function listedInterests(
  db: Db,
  partnershipId: Id<'partnership'>,
  { accountIds, limit, offset }: { accountIds: readonly Id<'account'>[]; limit: number; offset: number },
): Promise<{ total: number; interests: ListedInterest[] }> {
  const bindings = { partnershipId, accountIds: [...accountIds], limit, offset }
  const all = `${DECLARED} and c.account_id = any(:accountIds::bigint[])
    union all
    select distinct null::bigint, a.id, c.establishment_id, '', '', null::timestamptz
    from accounts a join contacts c on c.partnership_id = a.partnership_id and c.email = a.email
    where a.partnership_id = :partnershipId and a.id = any(:accountIds::bigint[]) and c.email <> ''`
  const [counted] = await rows<{ total: number }>(db, `select count(*) as total from (${all}) i`, bindings)
  const interests = await rows<ListedInterest>(
    db,
    `select i.id, i.account_id as "accountId", i.establishment_id as "establishmentId", a.name as reviewer, e.name as establishment,
       e.identifier, i.reason, i.declared_by as "declaredBy", i.declared_at as "declaredAt"
     from (${all}) i join accounts a on a.id = i.account_id join establishments e on e.id = i.establishment_id
     order by lower(a.name), a.id, e.name, i.id nulls last limit :limit offset :offset`,
    bindings,
  )
  return { total: counted?.total ?? 0, interests }
}

export const findInterest = (
  db: Db,
  partnershipId: Id<'partnership'>,
  interestId: Id<'interest'>,
): Promise<(Omit<Interest, 'reason'> & { reviewer: string; establishment: string }) | undefined> =>
  row(
    db,
    `select c.account_id as "accountId", c.establishment_id as "establishmentId", a.name as reviewer, e.name as establishment
     from conflicts_of_interest c join accounts a on a.id = c.account_id join establishments e on e.id = c.establishment_id
     where c.partnership_id = ? and c.id = ?`,
    [partnershipId, interestId],
  )

/** @returns whether it was not declared before */
export async function insertInterest(
  trx: Db,
  partnershipId: Id<'partnership'>,
  interest: Omit<Interest, 'reason'> & { reason: string; by: string },
): Promise<boolean> {
  return (
    (await changed(
      trx,
      `insert into conflicts_of_interest (partnership_id, account_id, establishment_id, reason, declared_by)
       values (:partnershipId, :accountId, :establishmentId, :reason, :by)
       on conflict (account_id, establishment_id) where ended_at is null do nothing`,
      { partnershipId, ...interest },
    )) === 1
  )
}

/** @returns whether it had not ended before */
export async function markInterestEnded(
  trx: Db,
  partnershipId: Id<'partnership'>,
  interestId: Id<'interest'>,
  by: string,
): Promise<boolean> {
  return (
    (await changed(
      trx,
      `update conflicts_of_interest set ended_at = now(), ended_by = ? where partnership_id = ? and id = ? and ended_at is null`,
      [by, partnershipId, interestId],
    )) === 1
  )
}
