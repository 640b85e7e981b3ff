import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { OfRound } from './readyStore.ts'
import type { SeenComment } from './theme.ts'

/** A press of a button that put comments into a theme, or took them out. */
export type Batch = {
  id: Id<'codingBatch'>
  themeId: Id<'commentTheme'>
  theme: string
  did: 'added' | 'removed'
  number: number
  at: Date
  undoneAt: Date | null
  accountId: Id<'account'> | null
}

export async function insertBatch(
  trx: Db,
  of: OfRound,
  batch: Pick<Batch, 'themeId' | 'did' | 'accountId'> & { by: string },
): Promise<Id<'codingBatch'>> {
  const made = await row<{ id: Id<'codingBatch'> }>(
    trx,
    `insert into coding_batches (partnership_id, round_id, theme_id, did, number, account_id, by_name)
     values (:partnershipId, :roundId, :themeId, :did, 0, :accountId, :by) returning id`,
    { ...of, ...batch },
  )
  return stored(made, 'the batch').id
}

const SEEN = `jsonb_to_recordset(:seen::jsonb) as s (id bigint, version integer)`

/** Puts comments into a theme that stand as they were seen and are not in it yet; one that was in it before it changed is looked at anew. */
export async function insertCodes(
  trx: Db,
  of: OfRound,
  code: { themeId: Id<'commentTheme'>; batchId: Id<'codingBatch'> | null; seen: readonly SeenComment[]; by: string },
): Promise<number> {
  return changed(
    trx,
    `insert into comment_codes (comment_id, theme_id, partnership_id, comment_version, batch_id, coded_by)
     select c.id, :themeId, c.partnership_id, c.version, :batchId, :by from ${SEEN} join comments c on c.id = s.id and c.version = s.version
     where c.partnership_id = :partnershipId and c.round_id = :roundId and c.standing
     on conflict (comment_id, theme_id) do update set comment_version = excluded.comment_version, coded_by = excluded.coded_by, coded_at = now(),
       batch_id = null where comment_codes.comment_version <> excluded.comment_version`,
    { ...of, ...code, seen: JSON.stringify(code.seen) },
  )
}

/** Takes comments out of a theme, and keeps what stood there with the batch. */
export async function removeCodes(
  trx: Db,
  of: OfRound,
  code: { themeId: Id<'commentTheme'>; batchId: Id<'codingBatch'>; ids: readonly Id<'comment'>[] },
): Promise<number> {
  const found = await row<{ number: number }>(
    trx,
    `with gone as (
       delete from comment_codes where partnership_id = :partnershipId and theme_id = :themeId and comment_id = any(:ids::bigint[])
       returning comment_id, comment_version, coded_by, coded_at
     ), kept as (
       update coding_batches set number = g.number, codes = g.codes from (
         select count(*) as number, coalesce(jsonb_agg(jsonb_build_object('comment', comment_id, 'version', comment_version, 'by', coded_by, 'at', coded_at)), '[]') as codes
         from gone) g where id = :batchId and partnership_id = :partnershipId
     )
     select count(*) as number from gone`,
    { ...of, ...code, ids: [...code.ids] },
  )
  return found?.number ?? 0
}

export const setBatchNumber = (trx: Db, partnershipId: Id<'partnership'>, id: Id<'codingBatch'>, number: number): Promise<number> =>
  changed(trx, `update coding_batches set number = ? where partnership_id = ? and id = ?`, [number, partnershipId, id])

export const dropBatch = (trx: Db, partnershipId: Id<'partnership'>, id: Id<'codingBatch'>): Promise<number> =>
  changed(trx, `delete from coding_batches where partnership_id = ? and id = ?`, [partnershipId, id])

/** Comments that changed are looked at again, and stay in all their themes. @returns how many of them */
export async function keepCodes(trx: Db, of: OfRound, seen: readonly SeenComment[], by: string): Promise<number> {
  const found = await row<{ number: number }>(
    trx,
    `with kept as (
       update comment_codes k set comment_version = c.version, coded_by = :by, coded_at = now() from ${SEEN} join comments c on c.id = s.id and c.version = s.version
       where k.comment_id = c.id and k.partnership_id = :partnershipId and c.partnership_id = :partnershipId and c.round_id = :roundId and c.standing
         and k.comment_version <> c.version returning k.comment_id
     ) select count(distinct comment_id) as number from kept`,
    { ...of, seen: JSON.stringify(seen), by },
  )
  return found?.number ?? 0
}

/** What a changed comment said before is kept as long as somebody still has to look at it. */
export const forgetBefore = (trx: Db, of: OfRound, ids: readonly Id<'comment'>[]): Promise<number> =>
  changed(
    trx,
    `update comments c set was = null where c.partnership_id = :partnershipId and c.round_id = :roundId and c.id = any(:ids::bigint[]) and c.was is not null
       and not exists (select from comment_codes k where k.comment_id = c.id and k.comment_version <> c.version)`,
    { ...of, ids: [...ids] },
  )

const BATCH = `b.id, b.theme_id as "themeId", t.name as theme, b.did, b.number, b.at, b.undone_at as "undoneAt", b.account_id as "accountId"
  from coding_batches b join comment_themes t on t.id = b.theme_id`

export const findBatch = (db: Db, of: OfRound, id: Id<'codingBatch'>): Promise<Batch | undefined> =>
  row<Batch>(db, `select ${BATCH} where b.partnership_id = :partnershipId and b.round_id = :roundId and b.id = :id`, { ...of, id })

/** What somebody did last in a round, while it can be undone: for an hour. */
export const lastBatch = (db: Db, of: OfRound, accountId: Id<'account'>): Promise<Batch | undefined> =>
  row<Batch>(
    db,
    `select ${BATCH} where b.partnership_id = :partnershipId and b.round_id = :roundId and b.account_id = :accountId
       and b.at > now() - interval '1 hour' order by b.id desc limit 1`,
    { ...of, accountId },
  )

/** Undoes a batch: what it put in and nobody has looked at since is out again, and what it took out is in. @returns the comments */
export async function undoBatch(trx: Db, partnershipId: Id<'partnership'>, { id, did, themeId }: Batch): Promise<Id<'comment'>[]> {
  const sql =
    did === 'added'
      ? `delete from comment_codes where partnership_id = :partnershipId and batch_id = :id returning comment_id as id`
      : `insert into comment_codes (comment_id, theme_id, partnership_id, comment_version, coded_by, coded_at)
         select c.id, :themeId, c.partnership_id, g.version, g.by, g.at
         from coding_batches b, jsonb_to_recordset(b.codes) as g (comment bigint, version integer, by text, at timestamptz), comments c
         where b.partnership_id = :partnershipId and b.id = :id and c.id = g.comment and c.partnership_id = :partnershipId
         on conflict (comment_id, theme_id) do nothing returning comment_id as id`
  const found = await rows<{ id: Id<'comment'> }>(trx, sql, { partnershipId, id, themeId })
  await changed(trx, `update coding_batches set undone_at = now() where partnership_id = ? and id = ?`, [partnershipId, id])
  return found.map(({ id: comment }) => comment)
}
