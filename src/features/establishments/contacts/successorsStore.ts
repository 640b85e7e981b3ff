import { changed, rows, type Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import type { ContactRole } from '../../history/index.ts'

/** An establishment that carries on for one that closed, has no contact yet, and could have those of the other. */
export type Succession = {
  toEstablishmentId: Id<'establishment'>
  successor: string
  identifier: string
  fromEstablishmentId: Id<'establishment'>
  predecessor: string
  contacts: { role: ContactRole; name: string; email: string }[]
}

/** So many stand on one page. */
export const MOST_SUCCESSIONS = 200

/** Successors without a contact, by name. @param today 'YYYY-MM-DD' */
export async function successions(db: Db, partnershipId: Id<'partnership'>, today: string): Promise<Succession[]> {
  return rows<Succession>(
    db,
    `select s.id as "toEstablishmentId", s.name as successor, s.identifier, p.id as "fromEstablishmentId", p.name as predecessor, c.contacts
     from establishment_links l
     join establishments p on p.id = l.establishment_id and p.partnership_id = l.partnership_id and p.status_code = 2
     join establishments s on s.partnership_id = l.partnership_id and s.scheme = 'urn' and s.identifier = l.link_identifier and s.status_code in (1, 3)
     cross join lateral (
       select jsonb_agg(jsonb_build_object('role', c.role, 'name', c.name, 'email', c.email) order by c.id) as contacts from contacts c
       where c.establishment_id = p.id and c.partnership_id = l.partnership_id and (c.to_on is null or c.to_on >= :today)) c
     where l.partnership_id = :partnershipId and l.link_type = 'Successor' and c.contacts is not null
       and not exists (select from contacts o where o.establishment_id = s.id and (o.to_on is null or o.to_on >= :today))
     order by s.name, s.id, p.id limit ${MOST_SUCCESSIONS}`,
    { partnershipId, today },
  )
}

/** Gives a successor the contacts that its predecessor has, with their first days: whoever was the head is no new head. @returns how many */
export async function copyContacts(
  trx: Db,
  partnershipId: Id<'partnership'>,
  {
    fromEstablishmentId,
    toEstablishmentId,
    today,
  }: { fromEstablishmentId: Id<'establishment'>; toEstablishmentId: Id<'establishment'>; today: string },
): Promise<number> {
  return changed(
    trx,
    `insert into contacts (partnership_id, establishment_id, role, name, email, phone, from_on, to_on, main)
     select partnership_id, :toEstablishmentId, role, name, email, phone, from_on, to_on, main from contacts
     where partnership_id = :partnershipId and establishment_id = :fromEstablishmentId and (to_on is null or to_on >= :today) order by id`,
    { partnershipId, fromEstablishmentId, toEstablishmentId, today },
  )
}
