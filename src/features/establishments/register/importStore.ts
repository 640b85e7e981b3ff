import { changed, row, rows, type Db, stored } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import type { Change } from './compare.ts'
import type { Authority, ImportNote, Moved } from './gathered.ts'
import { clearFileLines } from './fileLinesStore.ts'

/** Imports of before have no count of `skipped`. */
export type ImportCounts = Record<Exclude<Change, 'skipped'>, number> & { skipped?: number }

/** One import: previewed, then applied or discarded. `laCodes` are the authorities of the rows that it takes. */
export type RegisterImport = {
  id: Id<'import'>
  kind: 'establishments' | 'contacts'
  fileName: string
  fileKey: string | null
  sha256: string
  status: 'uploaded' | 'previewed' | 'applied' | 'discarded' | 'undone'
  basedOnImportId: Id<'import'> | null
  authorities: Authority[]
  laCodes: number[]
  rows: number
  outside: number
  counts: ImportCounts
  notes: ImportNote[]
  /** Establishments of the register that stand under an authority that was not asked for. */
  moved: Moved[]
  /** What was done to all of the file, in sentences. */
  remarks: string[]
  missingColumns: string[]
  newColumns: string[]
  startedBy: string
  createdAt: Date
  appliedAt: Date | null
  /** The authorities of the partnership before it and after it, where it brought others. */
  authoritiesBefore: number[] | null
  authoritiesAfter: number[] | null
  undoneAt: Date | null
  undoneBy: string | null
}

const IMPORT_COLUMNS = `i.id, i.kind, i.file_name as "fileName", i.file_key as "fileKey", i.sha256, i.status,
  i.based_on_import_id as "basedOnImportId", i.authorities, i.la_codes as "laCodes", i.rows, i.outside, i.counts, i.notes, i.moved, i.remarks,
  i.missing_columns as "missingColumns", i.new_columns as "newColumns", i.started_by as "startedBy", i.created_at as "createdAt",
  i.applied_at as "appliedAt", i.authorities_before as "authoritiesBefore",
  i.authorities_after as "authoritiesAfter", i.undone_at as "undoneAt", i.undone_by as "undoneBy"`

export async function insertImport(
  trx: Db,
  partnershipId: Id<'partnership'>,
  made: Pick<RegisterImport, 'kind' | 'fileName' | 'fileKey' | 'sha256' | 'startedBy'> & { authorities?: Authority[] },
): Promise<Id<'import'>> {
  const inserted = await row<{ id: Id<'import'> }>(
    trx,
    `insert into register_imports (partnership_id, kind, file_name, file_key, sha256, status, started_by, authorities)
     values (:partnershipId, :kind, :fileName, :fileKey, :sha256, 'uploaded', :startedBy, :authorities) returning id`,
    { partnershipId, ...made, authorities: JSON.stringify(made.authorities ?? []) },
  )
  return stored(inserted, 'the import').id
}

export async function findImport(db: Db, partnershipId: Id<'partnership'>, id: Id<'import'>): Promise<RegisterImport | undefined> {
  return row<RegisterImport>(db, `select ${IMPORT_COLUMNS} from register_imports i where i.partnership_id = ? and i.id = ?`, [
    partnershipId,
    id,
  ])
}

/** The same, kept from anybody else until the transaction ends. */
export async function lockImport(trx: Db, partnershipId: Id<'partnership'>, id: Id<'import'>): Promise<RegisterImport | undefined> {
  return row<RegisterImport>(trx, `select ${IMPORT_COLUMNS} from register_imports i where i.partnership_id = ? and i.id = ? for update`, [
    partnershipId,
    id,
  ])
}

/** The newest imports, without those that were only looked at and put away. */
export async function recentImports(db: Db, partnershipId: Id<'partnership'>, limit = 50): Promise<RegisterImport[]> {
  return rows<RegisterImport>(
    db,
    `select ${IMPORT_COLUMNS} from register_imports i where i.partnership_id = ? and i.status <> 'discarded' order by i.id desc limit ?`,
    [partnershipId, limit],
  )
}

/** Finishes a preview with what it found. */
export async function finishPreview(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'import'>,
  found: Pick<RegisterImport, 'authorities' | 'laCodes' | 'outside' | 'notes' | 'moved' | 'remarks' | 'missingColumns' | 'newColumns'>,
): Promise<void> {
  await changed(
    trx,
    `update register_imports i set status = 'previewed', authorities = :authorities::jsonb, la_codes = :laCodes, outside = :outside,
       notes = :notes::jsonb, moved = :moved::jsonb, remarks = :remarks::text[], missing_columns = :missingColumns, new_columns = :newColumns,
       based_on_import_id = (select max(a.id) from register_imports a where a.partnership_id = :partnershipId and a.status = 'applied' and a.kind = i.kind),
       rows = c.rows, counts = c.counts
     from (select count(distinct line) as rows, jsonb_build_object(${CHANGES.map(change => `'${change}', count(*) filter (where change = '${change}')`).join(', ')}) as counts
           from register_import_rows where partnership_id = :partnershipId and import_id = :id) c
     where i.partnership_id = :partnershipId and i.id = :id`,
    {
      ...{ partnershipId, id, ...found },
      ...{ authorities: JSON.stringify(found.authorities), notes: JSON.stringify(found.notes), moved: JSON.stringify(found.moved) },
    },
  )
}

const CHANGES: readonly Change[] = ['new', 'changed', 'closed', 'converted', 'unchanged', 'unreadable', 'skipped']

/** Remembers where the file of a preview is kept. */
export async function keepFile(db: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>, key: string): Promise<void> {
  await changed(db, `update register_imports set file_key = ? where partnership_id = ? and id = ?`, [key, partnershipId, importId])
}

export async function setImportStatus(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'import'>,
  status: 'applied' | 'discarded',
): Promise<void> {
  await changed(
    trx,
    `update register_imports set status = :status, file_key = null, applied_at = case when :status = 'applied' then now() end
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, status },
  )
}

/** Puts away the previews that nobody took in for a week, with their rows. @returns the keys of the files that were kept for them */
export async function forgetOldPreviews(trx: Db, partnershipId: Id<'partnership'>): Promise<string[]> {
  const old = await rows<{ id: Id<'import'>; fileKey: string | null }>(
    trx,
    `select id, file_key as "fileKey" from register_imports
     where partnership_id = ? and status in ('uploaded', 'previewed') and created_at < now() - interval '7 days' for update`,
    [partnershipId],
  )
  const ids = old.map(({ id }) => id)
  await changed(trx, `delete from register_import_rows where partnership_id = ? and import_id = any(?::bigint[])`, [partnershipId, ids])
  await clearFileLines(trx, partnershipId, ids)
  await changed(
    trx,
    `update register_imports set status = 'discarded', file_key = null where partnership_id = ? and id = any(?::bigint[])`,
    [partnershipId, ids],
  )
  return old.flatMap(({ fileKey }) => (fileKey === null ? [] : [fileKey]))
}
