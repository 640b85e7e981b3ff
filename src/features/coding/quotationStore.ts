import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { NotName, Quotation } from './quotation.ts'
import type { OfRound } from './readyStore.ts'

const COLUMNS = `q.id, q.comment_id as "commentId", q.comment_version as "commentVersion", c.return_id as "returnId",
  r.establishment_id as "establishmentId", r.establishment_name as establishment, coalesce(r.issue_type_name, '') as type,
  coalesce(r.issue_phase_name, '') as phase, c.question_key as question, r.questionnaire_version_id as "versionId",
  q.theme_id as "themeId", t.name as theme, q.original, q.body, q.not_names as "notNames", q.picked_by as "pickedBy",
  q.edited_by as "editedBy", q.edited_at as "editedAt", q.approved_by as "approvedBy", q.approved_at as "approvedAt", q.version,
  c.body as comment, c.version as "nowVersion", c.standing
  from quotations q join comments c on c.id = q.comment_id join returns r on r.id = c.return_id left join comment_themes t on t.id = q.theme_id
  where q.partnership_id = :partnershipId and q.round_id = :roundId`

/** The quotations of a round, theme by theme. */
export const quotationsOf = (db: Db, of: OfRound): Promise<Quotation[]> =>
  rows<Quotation>(db, `select ${COLUMNS} order by lower(t.name) nulls last, q.id`, of)

export const findQuotation = (db: Db, of: OfRound, id: Id<'quotation'>): Promise<Quotation | undefined> =>
  row<Quotation>(db, `select ${COLUMNS} and q.id = :id`, { ...of, id })

export async function countQuotations(db: Db, of: OfRound): Promise<number> {
  const found = await row<{ n: number }>(
    db,
    `select count(*) as n from quotations where partnership_id = :partnershipId and round_id = :roundId`,
    of,
  )
  return found?.n ?? 0
}

export async function insertQuotation(
  trx: Db,
  of: OfRound,
  quotation: { commentId: Id<'comment'>; commentVersion: number; themeId: Id<'commentTheme'> | null; original: string; by: string },
): Promise<Id<'quotation'>> {
  const made = await row<{ id: Id<'quotation'> }>(
    trx,
    `insert into quotations (partnership_id, round_id, comment_id, comment_version, theme_id, original, body, picked_by)
     values (:partnershipId, :roundId, :commentId, :commentVersion, :themeId, :original, :original, :by) returning id`,
    { ...of, ...quotation },
  )
  return stored(made, 'the quotation').id
}

/** Keeps a quotation as a person edited it; whoever approved what stood there before has to look again. */
export const updateQuotation = (
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'quotation'>,
  edit: { body: string; themeId: Id<'commentTheme'> | null; notNames: readonly NotName[]; commentVersion: number; by: string },
): Promise<number> =>
  changed(
    trx,
    `update quotations set body = :body, theme_id = :themeId, not_names = :notNames, comment_version = :commentVersion, edited_by = :by,
       edited_at = now(), approved_by = null, approved_at = null, version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, ...edit, notNames: JSON.stringify(edit.notNames) },
  )

/** @param by who approves it; null when the approval ends */
export const setApproved = (trx: Db, partnershipId: Id<'partnership'>, id: Id<'quotation'>, by: string | null): Promise<number> =>
  changed(
    trx,
    `update quotations set approved_by = :by::text, approved_at = case when :by::text is null then null else now() end, version = version + 1
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, by },
  )

export const deleteQuotation = (trx: Db, partnershipId: Id<'partnership'>, id: Id<'quotation'>): Promise<number> =>
  changed(trx, `delete from quotations where partnership_id = ? and id = ?`, [partnershipId, id])
