import { changed, row, rows, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { CountedAnswers, Finding, FindingKind, Source } from './finding.ts'

const COLUMNS = `id, round_id as "roundId", area_key as "areaKey", kind, statement, population as source, counted_values as counted, n, "of",
  counted_at as "countedAt", position, created_by as "createdBy", changed_by as "changedBy", version`

/** The findings of a round, area by area, in the order that staff gave them. */
export async function findingsOf(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Finding[]> {
  return rows<Finding>(db, `select ${COLUMNS} from findings where partnership_id = ? and round_id = ? order by area_key, position, id`, [
    partnershipId,
    roundId,
  ])
}

export async function findFinding(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  id: Id<'finding'>,
): Promise<Finding | undefined> {
  return row<Finding>(db, `select ${COLUMNS} from findings where partnership_id = ? and round_id = ? and id = ?`, [
    partnershipId,
    roundId,
    id,
  ])
}

/** Holds the findings of a round against change until the transaction ends. */
export async function lockFindings(trx: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<void> {
  await changed(trx, `select 1 from findings where partnership_id = ? and round_id = ? order by id for update`, [partnershipId, roundId])
}

/** What staff write of a finding. */
export type FindingText = { areaKey: string; kind: FindingKind; statement: string; source: Source; counted: CountedAnswers[] }

/** Stores a finding as the last of its area. @returns its id */
export async function insertFinding(
  trx: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  finding: FindingText & { n: number; of: number; by: string },
): Promise<Id<'finding'>> {
  const made = await row<{ id: Id<'finding'> }>(
    trx,
    `insert into findings (partnership_id, round_id, area_key, kind, statement, population, question_keys, counted_values, n, "of", position, created_by, changed_by)
     select :partnershipId, :roundId, :areaKey, :kind, :statement, :source, :keys, :counted, :n, :of,
       coalesce(max(f.position), 0) + 1, :by, :by
     from findings f where f.partnership_id = :partnershipId and f.round_id = :roundId and f.area_key = :areaKey
     returning id`,
    { partnershipId, roundId, ...columnsOf(finding) },
  )
  return stored(made, 'the finding').id
}

/** @returns false when the finding is no longer at this version: nothing was written then */
export async function updateFinding(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'finding'>,
  finding: FindingText & { n: number; of: number; by: string; version: number },
): Promise<boolean> {
  const done = await changed(
    trx,
    `update findings set area_key = :areaKey, kind = :kind, statement = :statement, population = :source, question_keys = :keys,
       counted_values = :counted, n = :n, "of" = :of, counted_at = now(), changed_by = :by, version = version + 1
     where partnership_id = :partnershipId and id = :id and version = :version`,
    { partnershipId, id, version: finding.version, ...columnsOf(finding) },
  )
  return done === 1
}

const columnsOf = ({ areaKey, kind, statement, source, counted, n, of, by }: FindingText & { n: number; of: number; by: string }) => ({
  areaKey,
  kind,
  statement,
  source,
  keys: counted.map(({ question }) => question),
  counted: JSON.stringify(counted),
  n,
  of,
  by,
})

/** New numbers for findings, in one statement. */
export async function updateCounts(
  trx: Db,
  partnershipId: Id<'partnership'>,
  counts: readonly { id: Id<'finding'>; n: number; of: number }[],
  by: string,
): Promise<void> {
  await changed(
    trx,
    `update findings f set n = c.n, "of" = c."of", counted_at = now(), changed_by = :by, version = version + 1
     from jsonb_to_recordset(:counts::jsonb) as c (id bigint, n integer, "of" integer)
     where f.partnership_id = :partnershipId and f.id = c.id`,
    { partnershipId, by, counts: JSON.stringify(counts) },
  )
}

/** The findings of an area in this order. */
export async function renumber(trx: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'finding'>[]): Promise<void> {
  await changed(
    trx,
    `update findings f set position = g.at from unnest(:ids::bigint[]) with ordinality as g (id, at)
     where f.partnership_id = :partnershipId and f.id = g.id`,
    { partnershipId, ids: [...ids] },
  )
}

export async function removeFinding(trx: Db, partnershipId: Id<'partnership'>, id: Id<'finding'>): Promise<void> {
  await changed(trx, `delete from findings where partnership_id = ? and id = ?`, [partnershipId, id])
}
