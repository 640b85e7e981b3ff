import { changed, row, rows, type Db } from '../../../platform/db.ts'
import type { RegisterFacts } from '../establishment.ts'
import { FIELDS, type FieldKind } from './fields.ts'
import type { LinkRow } from './links.ts'

const SQL_TYPES: Record<FieldKind, string> = { text: 'text', code: 'integer', count: 'integer', date: 'date' }
const DATA = `jsonb_to_record(r.data) as d (${FIELDS.map(({ field, kind }) => `"${field}" ${SQL_TYPES[kind]}`).join(', ')})`
const valueOf = ({ field, kind }: { field: keyof RegisterFacts; kind: FieldKind }): string =>
  kind === 'text' ? `coalesce(d."${field}", '')` : `d."${field}"`

/** Writes the new establishments of a preview. @returns how many */
export async function applyNew(trx: Db, partnershipId: number, importId: number): Promise<number> {
  return changed(
    trx,
    `insert into establishments (partnership_id, scheme, identifier, import_id, ${FIELDS.map(({ column }) => column).join(', ')})
     select :partnershipId, r.scheme, r.identifier, :importId, ${FIELDS.map(valueOf).join(', ')}
     from register_import_rows r, ${DATA}
     where r.partnership_id = :partnershipId and r.import_id = :importId and r.change = 'new'`,
    { partnershipId, importId },
  )
}

/** Writes what changed. What staff decided (the question set, contacts) is not in these columns. @returns how many */
export async function applyChanged(trx: Db, partnershipId: number, importId: number): Promise<number> {
  return changed(
    trx,
    `update establishments e set import_id = :importId, source = 'register', updated_at = now(),
       ${FIELDS.map(field => `${field.column} = ${valueOf(field)}`).join(', ')}
     from register_import_rows r, ${DATA}
     where r.partnership_id = :partnershipId and r.import_id = :importId and r.change in ('changed', 'closed', 'converted')
       and e.partnership_id = :partnershipId and e.scheme = r.scheme and e.identifier = r.identifier`,
    { partnershipId, importId },
  )
}

/** Keeps who became whom: a link each way, dated by the day the successor opened. */
export async function linkConversions(trx: Db, partnershipId: number, importId: number): Promise<void> {
  await changed(
    trx,
    `with pairs as (
       select old.id as old_id, old.identifier as old_identifier, old.name as old_name, fresh.id as new_id,
         fresh.identifier as new_identifier, fresh.name as new_name, fresh.opened_on
       from register_import_rows r
       join establishments old on old.partnership_id = r.partnership_id and old.scheme = r.scheme and old.identifier = r.identifier
       join establishments fresh on fresh.partnership_id = r.partnership_id and fresh.scheme = 'urn' and fresh.identifier = r.successor
       where r.partnership_id = :partnershipId and r.import_id = :importId and r.change = 'converted')
     insert into establishment_links (partnership_id, establishment_id, link_identifier, link_name, link_type, linked_on)
     select :partnershipId::bigint, old_id, new_identifier, new_name, 'Successor', opened_on from pairs
     union all
     select :partnershipId::bigint, new_id, old_identifier, old_name, 'Predecessor', opened_on from pairs
     on conflict (establishment_id, link_identifier, link_type) do nothing`,
    { partnershipId, importId },
  )
}

/** The establishments that an import closed or converted, for their histories. */
export async function closedBy(
  db: Db,
  partnershipId: number,
  importId: number,
): Promise<{ establishmentId: number; change: 'closed' | 'converted'; successor: string | null }[]> {
  return rows(
    db,
    `select e.id as "establishmentId", r.change, r.successor from register_import_rows r
     join establishments e on e.partnership_id = r.partnership_id and e.scheme = r.scheme and e.identifier = r.identifier
     where r.partnership_id = :partnershipId and r.import_id = :importId and r.change in ('closed', 'converted')`,
    { partnershipId, importId },
  )
}

/**
 * Keeps of an applied import what its page still shows: no rows that changed nothing, and of the others no more than a few words.
 * The first import of a whole country would otherwise leave 85 MB behind.
 */
export async function thinAppliedRows(trx: Db, partnershipId: number, importId: number): Promise<void> {
  const import_ = { partnershipId, importId }
  await changed(
    trx,
    `delete from register_import_rows where partnership_id = :partnershipId and import_id = :importId and change = 'unchanged'`,
    import_,
  )
  await changed(
    trx,
    `update register_import_rows set data = jsonb_strip_nulls(jsonb_build_object('typeName', data->'typeName', 'phaseName', data->'phaseName',
       'laName', data->'laName', 'statusName', data->'statusName'))
     where partnership_id = :partnershipId and import_id = :importId and data is not null`,
    import_,
  )
}

/** Stores links of establishments that the partnership knows; the others are none of its business. @returns how many are known, and how many of those were new or have changed */
export async function insertLinks(trx: Db, partnershipId: number, links: readonly LinkRow[]): Promise<{ known: number; added: number }> {
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

/** Tells the planner of the establishments that an import has just written. */
export async function analyseRegister(trx: Db): Promise<void> {
  await trx.raw('analyze establishments')
}
