import { changed, row, rows, type Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { FIELDS, SQL_TYPES } from './fields.ts'

/** The newest import of the register that holds. */
export async function lastApplied(db: Db, partnershipId: Id<'partnership'>): Promise<Id<'import'> | undefined> {
  const found = await row<{ id: Id<'import'> }>(
    db,
    `select id from register_imports where partnership_id = ? and kind = 'establishments' and status = 'applied' order by id desc limit 1`,
    [partnershipId],
  )
  return found?.id
}

/** Whether what an import changed was kept as it was: imports of before version 41 of the tables kept nothing. */
export async function keptWhatWas(db: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<boolean> {
  const found = await row<{ kept: boolean }>(
    db,
    `select not exists (select from register_import_rows where partnership_id = :partnershipId and import_id = :importId
       and change in ('changed', 'closed', 'converted') and was is null) as kept`,
    { partnershipId, importId },
  )
  return found?.kept ?? false
}

/** Puts back what an import changed. @returns how many */
export async function putBack(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<number> {
  const columns = FIELDS.map(
    ({ field, column, kind }) =>
      `${column} = case when jsonb_exists(r.was, '${field}') then (r.was->>'${field}')::${SQL_TYPES[kind]} else e.${column} end`,
  )
  return changed(
    trx,
    `update establishments e set updated_at = now(), ${columns.join(', ')}
     from register_import_rows r where r.partnership_id = :partnershipId and r.import_id = :importId and r.was is not null
       and e.partnership_id = :partnershipId and e.scheme = r.scheme and e.identifier = r.identifier`,
    { partnershipId, importId },
  )
}

/** The establishments that an import closed and that are open again, for their histories. Call it once they are put back. */
export async function openAgain(
  db: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
): Promise<{ establishmentId: Id<'establishment'> }[]> {
  return rows(
    db,
    `select e.id as "establishmentId" from register_import_rows r
     join establishments e on e.partnership_id = r.partnership_id and e.scheme = r.scheme and e.identifier = r.identifier
     where r.partnership_id = :partnershipId and r.import_id = :importId and r.change in ('closed', 'converted') and e.status_code <> 2`,
    { partnershipId, importId },
  )
}

/** Removes the establishments that an import added. @returns how many @throws where one of them has a contact or a return (foreign keys) */
export async function removeAdded(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<number> {
  const added = `select e.id from register_import_rows r
     join establishments e on e.partnership_id = r.partnership_id and e.scheme = r.scheme and e.identifier = r.identifier
     where r.partnership_id = :partnershipId and r.import_id = :importId and r.change = 'new'`
  await changed(trx, `delete from establishment_links where partnership_id = :partnershipId and establishment_id in (${added})`, {
    partnershipId,
    importId,
  })
  return changed(trx, `delete from establishments where partnership_id = :partnershipId and id in (${added})`, { partnershipId, importId })
}

/** Forgets what an earlier import overwrote: only the last one can be undone. */
export async function forgetWhatWas(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'> | null): Promise<void> {
  if (importId === null) return
  await changed(
    trx,
    `update register_import_rows set was = null where partnership_id = :partnershipId and import_id = :importId and was is not null`,
    { partnershipId, importId },
  )
}

export async function setUndone(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>, by: string): Promise<void> {
  await changed(
    trx,
    `update register_imports set status = 'undone', undone_at = now(), undone_by = :by where partnership_id = :partnershipId and id = :importId`,
    { partnershipId, importId, by },
  )
}
