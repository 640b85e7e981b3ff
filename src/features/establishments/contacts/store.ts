import { changed, row, rows, type Db, stored } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import type { Contact, ContactFacts } from './contact.ts'

const COLUMNS = `c.id, c.establishment_id as "establishmentId", c.role, c.name, c.email, c.phone, c.from_on as "fromOn", c.to_on as "toOn", c.main, c.version`

export type ContactDetails = Contact & { establishmentName: string }

export async function findContact(db: Db, partnershipId: Id<'partnership'>, id: Id<'contact'>): Promise<ContactDetails | undefined> {
  return row<ContactDetails>(
    db,
    `select ${COLUMNS}, e.name as "establishmentName" from contacts c join establishments e on e.id = c.establishment_id
     where c.partnership_id = ? and c.id = ?`,
    [partnershipId, id],
  )
}

/** All contacts of some establishments, past and to come as well; within one, in the order of their roles, the newest first. */
export async function contactsOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  establishmentIds: readonly Id<'establishment'>[],
): Promise<Contact[]> {
  return rows<Contact>(
    db,
    `select ${COLUMNS} from contacts c where c.partnership_id = :partnershipId and c.establishment_id = any(:establishmentIds::bigint[])
     order by c.establishment_id,
       array_position(array['head','dsl','deputy_dsl','chair','proprietor','link_governor','business_manager','other'], c.role),
       c.to_on desc nulls first, c.main desc, c.from_on desc nulls last, c.id desc`,
    { partnershipId, establishmentIds: [...establishmentIds] },
  )
}

export async function insertContact(
  trx: Db,
  partnershipId: Id<'partnership'>,
  establishmentId: Id<'establishment'>,
  contact: ContactFacts,
): Promise<Id<'contact'>> {
  const made = await row<{ id: Id<'contact'> }>(
    trx,
    `insert into contacts (partnership_id, establishment_id, role, name, email, phone, from_on, to_on)
     values (:partnershipId, :establishmentId, :role, :name, :email, :phone, :fromOn, :toOn) returning id`,
    { partnershipId, establishmentId, ...contact },
  )
  return stored(made, 'the contact').id
}

/** @returns whether it was still as the caller had seen it */
export async function updateContact(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'contact'>,
  version: number,
  contact: ContactFacts,
): Promise<boolean> {
  const updated = await changed(
    trx,
    `update contacts set role = :role, name = :name, email = :email, phone = :phone, from_on = :fromOn, to_on = :toOn,
       version = version + 1, updated_at = now()
     where partnership_id = :partnershipId and id = :id and version = :version`,
    { partnershipId, id, version, ...contact },
  )
  return updated === 1
}

export type ContactEnd = { id: Id<'contact'>; version: number; toOn: string }

/** Ends contacts. One that would end before it began is ended on its first day. @returns how many were still as the caller had seen them */
export async function endContacts(trx: Db, partnershipId: Id<'partnership'>, ends: readonly ContactEnd[]): Promise<number> {
  if (ends.length === 0) return 0
  return changed(
    trx,
    `update contacts c set to_on = greatest(e."toOn", c.from_on), version = c.version + 1, updated_at = now()
     from jsonb_to_recordset(:ends::jsonb) as e (id bigint, version integer, "toOn" date)
     where c.partnership_id = :partnershipId and c.id = e.id and c.version = e.version`,
    { partnershipId, ends: JSON.stringify(ends) },
  )
}
