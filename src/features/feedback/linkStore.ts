import { changed, row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { FeedbackContent, SaidTexts } from './content.ts'

/** What a link of feedback opens, and who runs the audit. */
export type OpenedFeedback = {
  id: Id<'feedback'>
  partnershipId: Id<'partnership'>
  roundId: Id<'round'>
  returnId: Id<'return'>
  establishmentId: Id<'establishment'>
  establishment: string
  round: string
  content: FeedbackContent
  said: SaidTexts
  draftedAt: Date
  acknowledgedBy: string | null
  acknowledgedAt: Date | null
  partnershipName: string
  contactName: string
  contactEmail: string
  contactPhone: string
  concernLine: string
}

/** The feedback that a link opens. The token is a secret, and says of which partnership it is. */
export async function openedBy(db: Db, tokenHash: Buffer): Promise<OpenedFeedback | undefined> {
  const found = await row<Omit<OpenedFeedback, 'said'> & { said: SaidTexts | null }>(
    db,
    `select f.id, f.partnership_id as "partnershipId", f.round_id as "roundId", f.return_id as "returnId",
       r.establishment_id as "establishmentId", r.establishment_name as establishment, o.name as round, f.content, f.said,
       f.drafted_at as "draftedAt", f.acknowledged_by as "acknowledgedBy", f.acknowledged_at as "acknowledgedAt",
       p.name as "partnershipName", p.contact_name as "contactName", p.contact_email as "contactEmail", p.contact_phone as "contactPhone",
       p.concern_line as "concernLine"
     from feedback f join returns r on r.id = f.return_id join rounds o on o.id = f.round_id join partnerships p on p.id = f.partnership_id
     where f.token_hash = ? and r.answers_deleted_at is null`,
    [tokenHash],
  )
  return found?.said ? { ...found, said: found.said } : undefined
}

/** The same, held until the transaction ends. */
export async function lockOpenedBy(trx: Db, tokenHash: Buffer): Promise<OpenedFeedback | undefined> {
  await changed(trx, `select 1 from feedback where token_hash = ? for update`, [tokenHash])
  return openedBy(trx, tokenHash)
}

/** Keeps who first said that they have read it. */
export async function markAcknowledged(trx: Db, partnershipId: Id<'partnership'>, id: Id<'feedback'>, by: string): Promise<void> {
  await changed(
    trx,
    `update feedback set acknowledged_by = ?, acknowledged_at = now(), version = version + 1
     where partnership_id = ? and id = ? and acknowledged_at is null`,
    [by, partnershipId, id],
  )
}
