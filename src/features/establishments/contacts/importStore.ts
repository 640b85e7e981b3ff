import type { Id } from '../../../platform/id.ts'
import { type Db, rows, row } from '../../../platform/db.ts'
import type { ContactFacts } from './contact.ts'
import type { ContactEnd } from './store.ts'

export type NamedEstablishment = { id: Id<'establishment'>; scheme: string; identifier: string; name: string; dfe: string | null }

/** The establishments that a file of contacts may name, by number. */
export async function namedEstablishments(db: Db, partnershipId: Id<'partnership'>): Promise<NamedEstablishment[]> {
  return rows<NamedEstablishment>(
    db,
    `select id, scheme, identifier, name, lpad(la_code::text, 3, '0') || lpad(establishment_number::text, 4, '0') as dfe
     from establishments where partnership_id = ? order by status_code = 2, id`,
    [partnershipId],
  )
}

/** What a row of a file of contacts leads to, as its preview keeps it. */
export type StagedContact = ContactFacts & {
  establishmentId: Id<'establishment'>
  establishmentName: string
  /** The contact that is brought up to date. */
  contact: { id: Id<'contact'>; version: number } | null
  ends: (ContactEnd & { name: string })[]
  /** Whether the person is the one to write to first, where several share a post. Rows of before do not say. */
  main?: boolean
  /** What was stored of a contact that is brought up to date. */
  was: ContactFacts | null
}

/** Writes the contacts of a preview. @returns whether everything was still as the preview saw it; if not, roll back */
export async function applyContacts(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<boolean> {
  const found = await row<{ asSeen: boolean }>(
    trx,
    `with planned as (
       select r.line, r.part, r.change, d.*, r.data->'ends' as ends_list, r.data->'contact' as seen
       from register_import_rows r,
         jsonb_to_record(r.data) as d ("establishmentId" bigint, role text, name text, email text, phone text, "fromOn" date, "toOn" date, main boolean)
       where r.partnership_id = :partnershipId and r.import_id = :importId and r.change in ('new', 'changed')),
     ending as (select e.* from planned, jsonb_to_recordset(planned.ends_list) as e (id bigint, version integer, "toOn" date)),
     ended as (
       update contacts c set to_on = greatest(e."toOn", c.from_on), version = c.version + 1, updated_at = now()
       from ending e where c.partnership_id = :partnershipId and c.id = e.id and c.version = e.version returning c.id),
     corrected as (
       update contacts c set role = p.role, name = p.name, email = p.email, phone = p.phone, from_on = p."fromOn", to_on = p."toOn",
         version = c.version + 1, updated_at = now()
       from planned p where p.change = 'changed' and c.partnership_id = :partnershipId
         and c.id = (p.seen->>'id')::bigint and c.version = (p.seen->>'version')::integer returning c.id),
     added as (
       insert into contacts (partnership_id, establishment_id, role, name, email, phone, from_on, to_on, main)
       select :partnershipId::bigint, "establishmentId", role, name, email, phone, "fromOn", "toOn", main from planned where change = 'new'
       order by line, part returning id)
     select (select count(*) from ended) = (select count(*) from ending)
       and (select count(*) from corrected) = (select count(*) from planned where change = 'changed') as "asSeen"`,
    { partnershipId, importId },
  )
  return found?.asSeen ?? false
}

/** The establishments whose contacts an import touched, with how many, for their histories. */
export async function touchedBy(
  db: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
): Promise<{ establishmentId: Id<'establishment'>; roles: string[] }[]> {
  return rows(
    db,
    `select (data->>'establishmentId')::bigint as "establishmentId", array_agg(distinct data->>'role') as roles
     from register_import_rows where partnership_id = ? and import_id = ? and change in ('new', 'changed') group by 1`,
    [partnershipId, importId],
  )
}
