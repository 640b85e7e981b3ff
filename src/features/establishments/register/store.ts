import { changed, row, rows, type Db } from '../../../platform/db.ts'
import type { Establishment, RegisterFacts, Scheme } from '../establishment.ts'
import { ESTABLISHMENT_COLUMNS } from '../store.ts'
import type { Change, Difference } from './compare.ts'
import type { Closing, Standing, Succession } from './conversions.ts'
import type { Authority, ImportNote } from './gathered.ts'
import type { Shrinkage } from './guard.ts'

export type ImportCounts = Record<Change, number>

/** One import: previewed, then applied or discarded. `laCodes` are the authorities of the rows that it takes. */
export type RegisterImport = {
  id: number
  kind: 'establishments' | 'contacts'
  fileName: string
  fileKey: string | null
  sha256: string
  status: 'uploaded' | 'previewed' | 'applied' | 'discarded'
  basedOnImportId: number | null
  authorities: Authority[]
  laCodes: number[]
  rows: number
  outside: number
  counts: ImportCounts
  notes: ImportNote[]
  missingColumns: string[]
  newColumns: string[]
  startedBy: string
  createdAt: Date
  appliedAt: Date | null
}

/** A row of a preview. `data` holds what is to be stored, blanks left out. */
export type StagedRow<Data = Partial<RegisterFacts>> = {
  line: number
  change: Change
  scheme: Scheme | null
  identifier: string | null
  name: string
  reason: string | null
  data: Data | null
  differences: Difference[] | null
  successor: string | null
}

const IMPORT_COLUMNS = `i.id, i.kind, i.file_name as "fileName", i.file_key as "fileKey", i.sha256, i.status,
  i.based_on_import_id as "basedOnImportId", i.authorities, i.la_codes as "laCodes", i.rows, i.outside, i.counts, i.notes,
  i.missing_columns as "missingColumns", i.new_columns as "newColumns", i.started_by as "startedBy", i.created_at as "createdAt",
  i.applied_at as "appliedAt"`

export async function insertImport(
  trx: Db,
  partnershipId: number,
  made: Pick<RegisterImport, 'kind' | 'fileName' | 'fileKey' | 'sha256' | 'startedBy'> & { authorities?: Authority[] },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    trx,
    `insert into register_imports (partnership_id, kind, file_name, file_key, sha256, status, started_by, authorities)
     values (:partnershipId, :kind, :fileName, :fileKey, :sha256, 'uploaded', :startedBy, :authorities) returning id`,
    { partnershipId, ...made, authorities: JSON.stringify(made.authorities ?? []) },
  )
  if (!inserted) throw new Error('the import was not stored')
  return inserted.id
}

export async function findImport(db: Db, partnershipId: number, id: number): Promise<RegisterImport | undefined> {
  return row<RegisterImport>(db, `select ${IMPORT_COLUMNS} from register_imports i where i.partnership_id = ? and i.id = ?`, [
    partnershipId,
    id,
  ])
}

/** The same, kept from anybody else until the transaction ends. */
export async function lockImport(trx: Db, partnershipId: number, id: number): Promise<RegisterImport | undefined> {
  return row<RegisterImport>(trx, `select ${IMPORT_COLUMNS} from register_imports i where i.partnership_id = ? and i.id = ? for update`, [
    partnershipId,
    id,
  ])
}

/** The newest imports, without those that were only looked at and put away. */
export async function recentImports(db: Db, partnershipId: number, limit = 50): Promise<RegisterImport[]> {
  return rows<RegisterImport>(
    db,
    `select ${IMPORT_COLUMNS} from register_imports i where i.partnership_id = ? and i.status <> 'discarded' order by i.id desc limit ?`,
    [partnershipId, limit],
  )
}

/** Stored facts by "scheme:identifier", for as many establishments as a batch of rows names. */
export async function knownFacts(db: Db, partnershipId: number, identifiers: readonly string[]): Promise<Map<string, Establishment>> {
  const found = await rows<Establishment>(
    db,
    `select ${ESTABLISHMENT_COLUMNS} from establishments e where e.partnership_id = ? and e.scheme in ('urn', 'ofsted_ey') and e.identifier = any(?::text[])`,
    [partnershipId, [...identifiers]],
  )
  return new Map(found.map(establishment => [`${establishment.scheme}:${establishment.identifier}`, establishment]))
}

/** Puts rows of a preview down: one statement for a batch. */
export async function stageRows(trx: Db, partnershipId: number, importId: number, staged: readonly StagedRow<object>[]): Promise<void> {
  if (staged.length === 0) return
  await changed(
    trx,
    `insert into register_import_rows (import_id, partnership_id, line, change, scheme, identifier, name, reason, data, differences, successor)
     select :importId, :partnershipId, r.line, r.change, r.scheme, r.identifier, r.name, r.reason, r.data, r.differences, r.successor
     from jsonb_to_recordset(:staged::jsonb) as r (line integer, change text, scheme text, identifier text, name text, reason text,
       data jsonb, differences jsonb, successor text)`,
    { partnershipId, importId, staged: JSON.stringify(staged) },
  )
}

export async function clearStagedRows(trx: Db, partnershipId: number, importId: number): Promise<void> {
  await changed(trx, `delete from register_import_rows where partnership_id = ? and import_id = ?`, [partnershipId, importId])
}

/** The staged rows that close an establishment which is open. */
export async function stagedClosings(db: Db, partnershipId: number, importId: number): Promise<Closing[]> {
  return rows<Closing>(
    db,
    `select identifier, (data->>'laCode')::integer as "laCode", (data->>'establishmentNumber')::integer as "establishmentNumber",
       (data->>'closedReasonCode')::integer as "reasonCode", coalesce(data->>'closedReason', '') as reason
     from register_import_rows where partnership_id = ? and import_id = ? and change = 'closed'`,
    [partnershipId, importId],
  )
}

/** The staged rows of establishments that are open, or to open, and that the register did not have as open before. */
export async function stagedOpenings(db: Db, partnershipId: number, importId: number): Promise<Standing[]> {
  return rows<Standing>(
    db,
    `select r.identifier, (r.data->>'laCode')::integer as "laCode", (r.data->>'establishmentNumber')::integer as "establishmentNumber"
     from register_import_rows r
     left join establishments e on e.partnership_id = r.partnership_id and e.scheme = r.scheme and e.identifier = r.identifier
     where r.partnership_id = ? and r.import_id = ? and r.change in ('new', 'changed') and (r.data->>'statusCode')::integer <> 2
       and (e.id is null or e.status_code not in (1, 3))`,
    [partnershipId, importId],
  )
}

/** Turns closings into conversions. */
export async function stageConversions(
  trx: Db,
  partnershipId: number,
  importId: number,
  successors: ReadonlyMap<string, string>,
): Promise<void> {
  if (successors.size === 0) return
  await changed(
    trx,
    `update register_import_rows r set change = 'converted', successor = s.successor
     from jsonb_to_recordset(:pairs::jsonb) as s (identifier text, successor text)
     where r.partnership_id = :partnershipId and r.import_id = :importId and r.change = 'closed' and r.identifier = s.identifier`,
    { partnershipId, importId, pairs: JSON.stringify([...successors].map(([identifier, successor]) => ({ identifier, successor }))) },
  )
}

/** The successors that links name for establishments, when they name them outright (not mergers or splits). */
export async function linkedSuccessors(db: Db, partnershipId: number, identifiers: readonly string[]): Promise<Succession[]> {
  if (identifiers.length === 0) return []
  return rows<Succession>(
    db,
    `select e.identifier, l.link_identifier as successor
     from establishment_links l join establishments e on e.id = l.establishment_id
     where l.partnership_id = :partnershipId and e.identifier = any(:identifiers::text[]) and l.link_type = 'Successor'`,
    { partnershipId, identifiers: [...identifiers] },
  )
}

/**
 * Tells the planner what was just staged. Without it a join of 65,000 staged rows with as many establishments was planned as if
 * there were one of each, and ran for more than ten minutes.
 */
export async function analyseStaged(trx: Db): Promise<void> {
  await trx.raw('analyze register_import_rows')
}

/** Finishes a preview with what it found. */
export async function finishPreview(
  trx: Db,
  partnershipId: number,
  id: number,
  found: Pick<RegisterImport, 'authorities' | 'laCodes' | 'outside' | 'notes' | 'missingColumns' | 'newColumns'>,
): Promise<void> {
  await changed(
    trx,
    `update register_imports i set status = 'previewed', authorities = :authorities::jsonb, la_codes = :laCodes, outside = :outside,
       notes = :notes::jsonb, missing_columns = :missingColumns, new_columns = :newColumns,
       based_on_import_id = (select max(a.id) from register_imports a where a.partnership_id = :partnershipId and a.status = 'applied' and a.kind = i.kind),
       rows = c.rows, counts = c.counts
     from (select count(*) as rows, jsonb_build_object(${CHANGES.map(change => `'${change}', count(*) filter (where change = '${change}')`).join(', ')}) as counts
           from register_import_rows where partnership_id = :partnershipId and import_id = :id) c
     where i.partnership_id = :partnershipId and i.id = :id`,
    { partnershipId, id, ...found, authorities: JSON.stringify(found.authorities), notes: JSON.stringify(found.notes) },
  )
}

const CHANGES: readonly Change[] = ['new', 'changed', 'closed', 'converted', 'unchanged', 'unreadable']

/** How the import would shrink the register. Establishments that staff added by hand are no part of it. */
export async function shrinkage(db: Db, partnershipId: number, importId: number): Promise<Shrinkage> {
  const found = await row<Shrinkage>(
    db,
    `select count(*) as open, count(*) filter (where covered) as covered, count(*) filter (where closing) as closing,
       count(*) filter (where covered and not named) as missing
     from (
       select e.la_code = any(i.la_codes) as covered, r.identifier is not null as named, coalesce(r.closing, false) as closing
       from establishments e
       join register_imports i on i.partnership_id = e.partnership_id and i.id = :importId
       left join (select identifier, bool_or(change = 'closed') as closing from register_import_rows
                  where partnership_id = :partnershipId and import_id = :importId and identifier is not null group by identifier) r
         on r.identifier = e.identifier
       where e.partnership_id = :partnershipId and e.status_code <> 2 and e.source = 'register' and e.scheme = 'urn'
     ) standing`,
    { partnershipId, importId },
  )
  return found ?? { open: 0, covered: 0, closing: 0, missing: 0 }
}

/** Open establishments of the authorities in the file that the file does not mention. Nothing happens to them. */
export async function notInFile(
  db: Db,
  partnershipId: number,
  importId: number,
  page: { limit: number; offset: number },
): Promise<{ id: number; identifier: string; name: string; laName: string }[]> {
  return rows(
    db,
    `select e.id, e.identifier, e.name, e.la_name as "laName"
     from establishments e join register_imports i on i.partnership_id = e.partnership_id
     where e.partnership_id = :partnershipId and i.id = :importId and e.status_code <> 2 and e.source = 'register' and e.scheme = 'urn'
       and e.la_code = any(i.la_codes)
       and not exists (select from register_import_rows r where r.import_id = i.id and r.identifier = e.identifier)
     order by e.name, e.id limit :limit offset :offset`,
    { partnershipId, importId, ...page },
  )
}

export async function stagedRows<Data = Partial<RegisterFacts>>(
  db: Db,
  partnershipId: number,
  importId: number,
  change: Change,
  page: { limit: number; offset: number },
): Promise<StagedRow<Data>[]> {
  return rows<StagedRow<Data>>(
    db,
    `select line, change, scheme, identifier, name, reason, data, differences, successor from register_import_rows
     where partnership_id = :partnershipId and import_id = :importId and change = :change order by line limit :limit offset :offset`,
    { partnershipId, importId, change, ...page },
  )
}

/** Whether the register has moved on since the preview: another import was applied, or a new establishment is there by now. */
export async function isOutOfDate(trx: Db, partnershipId: number, importId: number): Promise<boolean> {
  const found = await row<{ stale: boolean }>(
    trx,
    `select (i.based_on_import_id is distinct from (select max(a.id) from register_imports a
               where a.partnership_id = :partnershipId and a.status = 'applied' and a.kind = i.kind))
         or exists (select from register_import_rows r join establishments e
               on e.partnership_id = r.partnership_id and e.scheme = r.scheme and e.identifier = r.identifier
               where r.import_id = i.id and r.change = 'new') as stale
     from register_imports i where i.partnership_id = :partnershipId and i.id = :importId`,
    { partnershipId, importId },
  )
  return found?.stale ?? true
}

/** Remembers where the file of a preview is kept. */
export async function keepFile(db: Db, partnershipId: number, importId: number, key: string): Promise<void> {
  await changed(db, `update register_imports set file_key = ? where partnership_id = ? and id = ?`, [key, partnershipId, importId])
}

/** The authorities that the register has establishments of. */
export async function registeredAuthorities(db: Db, partnershipId: number): Promise<number[]> {
  const found = await rows<{ code: number }>(
    db,
    `select distinct la_code as code from establishments where partnership_id = ? and la_code is not null order by 1`,
    [partnershipId],
  )
  return found.map(({ code }) => code)
}

/** Puts away the previews that nobody took in for a week, with their rows. @returns the keys of the files that were kept for them */
export async function forgetOldPreviews(trx: Db, partnershipId: number): Promise<string[]> {
  const old = await rows<{ id: number; fileKey: string | null }>(
    trx,
    `select id, file_key as "fileKey" from register_imports
     where partnership_id = ? and status in ('uploaded', 'previewed') and created_at < now() - interval '7 days' for update`,
    [partnershipId],
  )
  const ids = old.map(({ id }) => id)
  await changed(trx, `delete from register_import_rows where partnership_id = ? and import_id = any(?::bigint[])`, [partnershipId, ids])
  await changed(
    trx,
    `update register_imports set status = 'discarded', file_key = null where partnership_id = ? and id = any(?::bigint[])`,
    [partnershipId, ids],
  )
  return old.flatMap(({ fileKey }) => (fileKey === null ? [] : [fileKey]))
}
