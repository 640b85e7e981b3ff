import type { Id } from '../../../platform/id.ts'
import { changed, rows, type Db } from '../../../platform/db.ts'
import type { RegisterFacts } from '../establishment.ts'
import { FIELDS, SQL_TYPES, type FieldKind } from './fields.ts'

const DATA = `jsonb_to_record(r.data) as d (${FIELDS.map(({ field, kind }) => `"${field}" ${SQL_TYPES[kind]}`).join(', ')})`
const valueOf = ({ field, kind }: { field: keyof RegisterFacts; kind: FieldKind }): string =>
  kind === 'text' ? `coalesce(d."${field}", '')` : `d."${field}"`

/** Writes the new establishments of a preview. @returns how many */
export async function applyNew(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<number> {
  return changed(
    trx,
    `insert into establishments (partnership_id, scheme, identifier, import_id, ${FIELDS.map(({ column }) => column).join(', ')})
     select :partnershipId, r.scheme, r.identifier, :importId, ${FIELDS.map(valueOf).join(', ')}
     from register_import_rows r, ${DATA}
     where r.partnership_id = :partnershipId and r.import_id = :importId and r.change = 'new'`,
    { partnershipId, importId },
  )
}

const NUMBER = `lpad(e.la_code::text, 3, '0') || '/' || lpad(e.establishment_number::text, 4, '0')`

/** A DfE number that is given up stays one that the establishment is found by: authorities become others. */
const FORMER_NUMBERS = `case when (e.la_code, e.establishment_number) is distinct from (d."laCode", d."establishmentNumber")
  and ${NUMBER} is not null and position(${NUMBER} in e.former_numbers) = 0
  then trim(e.former_numbers || ' ' || ${NUMBER}) else e.former_numbers end`

/** Writes what changed. What staff decided (the question set, contacts) is not in these columns. @returns how many */
export async function applyChanged(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<number> {
  return changed(
    trx,
    `update establishments e set import_id = :importId, source = 'register', updated_at = now(), former_numbers = ${FORMER_NUMBERS},
       ${FIELDS.map(field => `${field.column} = ${valueOf(field)}`).join(', ')}
     from register_import_rows r, ${DATA}
     where r.partnership_id = :partnershipId and r.import_id = :importId and r.change in ('changed', 'closed', 'converted')
       and e.partnership_id = :partnershipId and e.scheme = r.scheme and e.identifier = r.identifier`,
    { partnershipId, importId },
  )
}

/** Keeps who became whom: a link each way, dated by the day the successor opened. */
export async function linkConversions(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<void> {
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
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
): Promise<{ establishmentId: Id<'establishment'>; change: 'closed' | 'converted'; successor: string | null }[]> {
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
export async function thinAppliedRows(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<void> {
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

/** Tells the planner of the establishments that an import has just written. */
export async function analyseRegister(trx: Db): Promise<void> {
  await changed(trx, 'analyze establishments')
}
