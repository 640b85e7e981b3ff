import { changed, row, rows, type Db } from '../../../platform/db.ts'
import type { Contact, ContactFacts } from './contact.ts'

const COLUMNS = `c.id, c.establishment_id as "establishmentId", c.role, c.name, c.email, c.phone, c.from_on as "fromOn", c.to_on as "toOn", c.version`

export type ContactDetails = Contact & { establishmentName: string }

export async function findContact(db: Db, partnershipId: number, id: number): Promise<ContactDetails | undefined> {
  return row<ContactDetails>(
    db,
    `select ${COLUMNS}, e.name as "establishmentName" from contacts c join establishments e on e.id = c.establishment_id
     where c.partnership_id = ? and c.id = ?`,
    [partnershipId, id],
  )
}

/** All contacts of some establishments, past and to come as well; within one, in the order of their roles, the newest first. */
export async function contactsOf(db: Db, partnershipId: number, establishmentIds: readonly number[]): Promise<Contact[]> {
  return rows<Contact>(
    db,
    `select ${COLUMNS} from contacts c where c.partnership_id = :partnershipId and c.establishment_id = any(:establishmentIds::bigint[])
     order by c.establishment_id,
       array_position(array['head','dsl','deputy_dsl','chair','proprietor','link_governor','business_manager','other'], c.role),
       c.to_on desc nulls first, c.from_on desc nulls last, c.id desc`,
    { partnershipId, establishmentIds: [...establishmentIds] },
  )
}

export async function insertContact(trx: Db, partnershipId: number, establishmentId: number, contact: ContactFacts): Promise<number> {
  const made = await row<{ id: number }>(
    trx,
    `insert into contacts (partnership_id, establishment_id, role, name, email, phone, from_on, to_on)
     values (:partnershipId, :establishmentId, :role, :name, :email, :phone, :fromOn, :toOn) returning id`,
    { partnershipId, establishmentId, ...contact },
  )
  if (!made) throw new Error('the contact was not stored')
  return made.id
}

/** @returns whether it was still as the caller had seen it */
export async function updateContact(trx: Db, partnershipId: number, id: number, version: number, contact: ContactFacts): Promise<boolean> {
  const updated = await changed(
    trx,
    `update contacts set role = :role, name = :name, email = :email, phone = :phone, from_on = :fromOn, to_on = :toOn,
       version = version + 1, updated_at = now()
     where partnership_id = :partnershipId and id = :id and version = :version`,
    { partnershipId, id, version, ...contact },
  )
  return updated === 1
}

export type ContactEnd = { id: number; version: number; toOn: string }

/** Ends contacts. One that would end before it began is ended on its first day. @returns how many were still as the caller had seen them */
export async function endContacts(trx: Db, partnershipId: number, ends: readonly ContactEnd[]): Promise<number> {
  if (ends.length === 0) return 0
  return changed(
    trx,
    `update contacts c set to_on = greatest(e."toOn", c.from_on), version = c.version + 1, updated_at = now()
     from jsonb_to_recordset(:ends::jsonb) as e (id bigint, version integer, "toOn" date)
     where c.partnership_id = :partnershipId and c.id = e.id and c.version = e.version`,
    { partnershipId, ends: JSON.stringify(ends) },
  )
}

export type NamedEstablishment = { id: number; scheme: string; identifier: string; name: string; dfe: string | null }

/** The establishments that a file of contacts may name, by number. */
export async function namedEstablishments(db: Db, partnershipId: number): Promise<NamedEstablishment[]> {
  return rows<NamedEstablishment>(
    db,
    `select id, scheme, identifier, name, lpad(la_code::text, 3, '0') || lpad(establishment_number::text, 4, '0') as dfe
     from establishments where partnership_id = ? order by status_code = 2, id`,
    [partnershipId],
  )
}

/** What a row of a file of contacts leads to, as its preview keeps it. */
export type StagedContact = ContactFacts & {
  establishmentId: number
  establishmentName: string
  /** The contact that is brought up to date. */
  contact: { id: number; version: number } | null
  ends: (ContactEnd & { name: string })[]
}

/** Writes the contacts of a preview. @returns whether everything was still as the preview saw it; if not, roll back */
export async function applyContacts(trx: Db, partnershipId: number, importId: number): Promise<boolean> {
  const found = await row<{ asSeen: boolean }>(
    trx,
    `with planned as (
       select r.change, d.*, r.data->'ends' as ends_list, r.data->'contact' as seen
       from register_import_rows r,
         jsonb_to_record(r.data) as d ("establishmentId" bigint, role text, name text, email text, phone text, "fromOn" date, "toOn" date)
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
       insert into contacts (partnership_id, establishment_id, role, name, email, phone, from_on, to_on)
       select :partnershipId::bigint, "establishmentId", role, name, email, phone, "fromOn", "toOn" from planned where change = 'new' returning id)
     select (select count(*) from ended) = (select count(*) from ending)
       and (select count(*) from corrected) = (select count(*) from planned where change = 'changed') as "asSeen"`,
    { partnershipId, importId },
  )
  return found?.asSeen ?? false
}

/** The establishments whose contacts an import touched, with how many, for their histories. */
export async function touchedBy(db: Db, partnershipId: number, importId: number): Promise<{ establishmentId: number; roles: string[] }[]> {
  return rows(
    db,
    `select (data->>'establishmentId')::bigint as "establishmentId", array_agg(distinct data->>'role') as roles
     from register_import_rows where partnership_id = ? and import_id = ? and change in ('new', 'changed') group by 1`,
    [partnershipId, importId],
  )
}
