import { changed, rows, type Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import type { RegisterFacts, Scheme } from '../establishment.ts'
import type { Change, Difference } from './compare.ts'
import type { Closing, OpenInRegister } from './conversions.ts'

/** A row of a preview. `data` holds what is to be stored, blanks left out. */
export type StagedRow<Data = Partial<RegisterFacts>> = {
  line: number
  /** Which of several people of a line. */
  part?: number
  change: Change
  scheme: Scheme | null
  identifier: string | null
  name: string
  reason: string | null
  data: Data | null
  differences: Difference[] | null
  successor: string | null
  /** Where an unreadable row is wrong, as a spreadsheet names it. */
  cell?: string | null
  /** What a change overwrites. */
  was?: Partial<RegisterFacts> | null
}

/** Puts rows of a preview down: one statement for a batch. */
export async function stageRows(
  trx: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
  staged: readonly StagedRow<object>[],
): Promise<void> {
  if (staged.length === 0) return
  await changed(
    trx,
    `insert into register_import_rows (import_id, partnership_id, line, part, change, scheme, identifier, name, reason, data, differences, successor, cell, was)
     select :importId, :partnershipId, r.line, coalesce(r.part, 0), r.change, r.scheme, r.identifier, r.name, r.reason, r.data, r.differences, r.successor, r.cell, r.was
     from jsonb_to_recordset(:staged::jsonb) as r (line integer, part integer, change text, scheme text, identifier text, name text, reason text,
       data jsonb, differences jsonb, successor text, cell text, was jsonb)`,
    { partnershipId, importId, staged: JSON.stringify(staged) },
  )
}

export async function clearStagedRows(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<void> {
  await changed(trx, `delete from register_import_rows where partnership_id = ? and import_id = ?`, [partnershipId, importId])
}

export async function stagedRows<Data = Partial<RegisterFacts>>(
  db: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
  change: Change,
  page: { limit: number; offset: number },
): Promise<StagedRow<Data>[]> {
  return rows<StagedRow<Data>>(
    db,
    `select line, part, change, scheme, identifier, name, reason, data, differences, successor, cell from register_import_rows
     where partnership_id = :partnershipId and import_id = :importId and change = :change order by line, part limit :limit offset :offset`,
    { partnershipId, importId, change, ...page },
  )
}

/** The staged rows that close an establishment which is open. */
export async function stagedClosings(db: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<Closing[]> {
  return rows<Closing>(
    db,
    `select identifier, (data->>'laCode')::integer as "laCode", (data->>'establishmentNumber')::integer as "establishmentNumber",
       (data->>'closedReasonCode')::integer as "reasonCode", coalesce(data->>'closedReason', '') as reason
     from register_import_rows where partnership_id = ? and import_id = ? and change = 'closed'`,
    [partnershipId, importId],
  )
}

/** The staged rows of establishments that are open, or to open, and that the register did not have as open before. */
export async function stagedOpenings(db: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<OpenInRegister[]> {
  return rows<OpenInRegister>(
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
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
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

/** Leaves out what an authority that is no more closed before it came into the register. @returns how many */
export async function leaveOutClosed(
  trx: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
  laCodes: readonly number[],
): Promise<number> {
  if (laCodes.length === 0) return 0
  return changed(
    trx,
    `delete from register_import_rows where partnership_id = :partnershipId and import_id = :importId and change = 'new'
       and (data->>'statusCode')::integer = 2 and (data->>'laCode')::integer = any(:laCodes::integer[])`,
    { partnershipId, importId, laCodes: [...laCodes] },
  )
}

/**
 * Tells the planner what was just staged. Without it a join of 65,000 staged rows with as many establishments was planned as if
 * there were one of each, and ran for more than ten minutes.
 */
export async function analyseStaged(trx: Db): Promise<void> {
  await changed(trx, 'analyze register_import_rows')
}
