import type { Id } from '../../platform/id.ts'
import { type Db, rows, row } from '../../platform/db.ts'
import type { LinkRow } from './register/links.ts'

export type EstablishmentLink = {
  identifier: string
  name: string
  type: string
  linkedOn: string | null
  establishmentId: Id<'establishment'> | null
}

/** Predecessors, successors and other links; `establishmentId` where the other one is in the register as well. */
export async function linksOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  establishmentId: Id<'establishment'>,
): Promise<EstablishmentLink[]> {
  return rows<EstablishmentLink>(
    db,
    `select l.link_identifier as identifier, coalesce(nullif(l.link_name, ''), o.name, '') as name, l.link_type as type, l.linked_on as "linkedOn",
       o.id as "establishmentId"
     from establishment_links l
     left join establishments o on o.partnership_id = l.partnership_id and o.scheme = 'urn' and o.identifier = l.link_identifier
     where l.partnership_id = ? and l.establishment_id = ? order by l.linked_on desc nulls last, l.link_type, l.id`,
    [partnershipId, establishmentId],
  )
}

/** Stores links of establishments that the partnership knows; the others are none of its business. @returns how many are known, and how many of those were new or have changed */
export async function insertLinks(
  trx: Db,
  partnershipId: Id<'partnership'>,
  links: readonly LinkRow[],
): Promise<{ known: number; added: number }> {
  const found = await row<{ known: number; added: number }>(
    trx,
    `with given as (
       select distinct on (e.id, l."linkUrn", l.type) e.id, l."linkUrn", l.name, l.type, l."linkedOn"
       from jsonb_to_recordset(:links::jsonb) as l (urn text, "linkUrn" text, name text, type text, "linkedOn" date)
       join establishments e on e.partnership_id = :partnershipId and e.scheme = 'urn' and e.identifier = l.urn
       order by e.id, l."linkUrn", l.type, l."linkedOn" desc nulls last),
     added as (
       insert into establishment_links (partnership_id, establishment_id, link_identifier, link_name, link_type, linked_on)
       select :partnershipId, id, "linkUrn", name, type, "linkedOn" from given
       on conflict (establishment_id, link_identifier, link_type) do update
         set link_name = excluded.link_name, linked_on = coalesce(excluded.linked_on, establishment_links.linked_on)
         where (establishment_links.link_name, establishment_links.linked_on)
           is distinct from (excluded.link_name, coalesce(excluded.linked_on, establishment_links.linked_on))
       returning 1)
     select (select count(*) from given) as known, (select count(*) from added) as added`,
    { partnershipId, links: JSON.stringify(links) },
  )
  return found ?? { known: 0, added: 0 }
}
