import { changed, row, rows, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Count, CountedAnswers, Finding, FindingKind, PartOfAudit, Source } from './finding.ts'

const COLUMNS = `id, round_id as "roundId", part, part_key as "partKey", kind, statement, population as source, counted_values as counted, n, "of",
  among, coming, weighted, counted_at as "countedAt", against_round_id as against, position, created_by as "createdBy", changed_by as "changedBy", version`

/** The findings of a round, part by part, in the order that staff gave them. */
export async function findingsOf(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Finding[]> {
  return rows<Finding>(
    db,
    `select ${COLUMNS} from findings where partnership_id = ? and round_id = ? order by part, part_key, position, id`,
    [partnershipId, roundId],
  )
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
export type FindingText = PartOfAudit & { kind: FindingKind; statement: string; source: Source; counted: CountedAnswers[] }

/** Stores a finding as the last of its part. @returns its id */
export async function insertFinding(
  trx: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  finding: FindingText & Count & { by: string },
): Promise<Id<'finding'>> {
  const made = await row<{ id: Id<'finding'> }>(
    trx,
    `insert into findings (partnership_id, round_id, part, part_key, kind, statement, population, question_keys, counted_values, n, "of", among,
       coming, weighted, position, created_by, changed_by)
     select :partnershipId, :roundId, :part, :partKey, :kind, :statement, :source, :keys, :counted, :n, :of, :among,
       :coming, :weighted::double precision, coalesce(max(f.position), 0) + 1, :by, :by
     from findings f where f.partnership_id = :partnershipId and f.round_id = :roundId and f.part = :part and f.part_key = :partKey
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
  finding: FindingText & Count & { by: string; version: number },
): Promise<boolean> {
  const done = await changed(
    trx,
    `update findings set part = :part, part_key = :partKey, kind = :kind, statement = :statement, population = :source, question_keys = :keys,
       counted_values = :counted, n = :n, "of" = :of, among = :among, coming = :coming, weighted = :weighted::double precision, counted_at = now(), changed_by = :by, version = version + 1
     where partnership_id = :partnershipId and id = :id and version = :version`,
    { partnershipId, id, version: finding.version, ...columnsOf(finding) },
  )
  return done === 1
}

const columnsOf = ({
  part,
  partKey,
  kind,
  statement,
  source,
  counted,
  n,
  of,
  among,
  coming,
  weighted,
  by,
}: FindingText & Count & { by: string }) => ({
  part,
  partKey,
  kind,
  statement,
  source,
  keys: counted.map(({ question }) => question),
  counted: JSON.stringify(counted),
  n,
  of,
  among,
  coming,
  weighted,
  by,
})

/** What findings come to now, in one statement. What somebody wrote stays as it was, and so does its version. */
export async function updateCounts(
  db: Db,
  partnershipId: Id<'partnership'>,
  counts: readonly (Count & { id: Id<'finding'> })[],
): Promise<void> {
  await changed(
    db,
    `update findings f set n = c.n, "of" = c."of", among = c.among, coming = c.coming, weighted = c.weighted, counted_at = now()
     from jsonb_to_recordset(:counts::jsonb) as c (id bigint, n integer, "of" integer, among integer, coming boolean, weighted double precision)
     where f.partnership_id = :partnershipId and f.id = c.id
       and (f.n, f."of", f.among, f.coming, f.weighted) is distinct from (c.n, c."of", c.among, c.coming, c.weighted)`,
    { partnershipId, counts: JSON.stringify(counts) },
  )
}

/** The rounds that have findings and answers to count, of every partnership. */
export const roundsWithFindings = (db: Db): Promise<{ partnershipId: Id<'partnership'>; roundId: Id<'round'> }[]> =>
  rows(
    db,
    `select distinct f.partnership_id as "partnershipId", f.round_id as "roundId" from findings f
     join rounds o on o.id = f.round_id and o.partnership_id = f.partnership_id where o.answers_deleted_at is null order by 2`,
  )

/** The findings of a part in this order. */
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

/** Says with which earlier round a finding is held; null for with none. @returns whether that is new */
export async function setAgainst(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'finding'>,
  { against, by }: { against: Id<'round'> | null; by: string },
): Promise<boolean> {
  const done = await changed(
    trx,
    `update findings set against_round_id = :against, changed_by = :by, version = version + 1
     where partnership_id = :partnershipId and id = :id and against_round_id is distinct from :against`,
    { partnershipId, id, against, by },
  )
  return done === 1
}
