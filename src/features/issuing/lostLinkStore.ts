import { type Db, rows } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import { holdsOnSql } from '../establishments/index.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'

/** The returns that a link leads to, of establishments that a person who lost theirs may mean, those of open rounds first: by number, or by an address that is registered there. */
export async function returnsMeantBy(
  db: Db,
  meant: { email: string; urn: string; laCode: number | null; number: number | null },
): Promise<{ returnId: Id<'return'>; partnershipId: Id<'partnership'> }[]> {
  return rows(
    db,
    `select r.id as "returnId", r.partnership_id as "partnershipId"
     from ${RETURNS_SQL} r join rounds o on o.id = r.round_id join establishments e on e.id = r.establishment_id
     where r.issued_at is not null and r.link_leads and (
       (:urn <> '' and e.scheme <> 'local' and e.identifier = :urn)
       or (e.la_code = :laCode::integer and e.establishment_number = :number::integer)
       or (:email <> '' and (
         exists (select from contacts c where c.establishment_id = e.id and c.email = :email
           and ${holdsOnSql('c', LONDON_TODAY_SQL)})
         or exists (select from invitations i where i.return_id = r.id and i.email = :email and i.revoked_at is null))))
     order by o.status <> 'open', r.id limit 200`,
    meant,
  )
}

/** Which of these returns were sent a link within so many minutes; a link that was ended since helps nobody, and does not count. */
export async function mailedLately(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
  minutes: number,
): Promise<Id<'return'>[]> {
  const found = await rows<{ id: Id<'return'> }>(
    db,
    `select distinct m.return_id as id from messages m left join invitations i on i.id = m.invitation_id
     where m.partnership_id = ? and m.return_id = any(?) and m.kind in ('invitation', 'resend') and i.revoked_at is null
       and m.created_at > now() - make_interval(mins => ?)`,
    [partnershipId, returnIds, minutes],
  )
  return found.map(({ id }) => id)
}
