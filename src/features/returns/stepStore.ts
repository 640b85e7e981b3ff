import { changed, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { advanceSql } from './standingSql.ts'

/** Returns that were waiting for their first link have it now. */
export async function markIssued(trx: Db, partnershipId: Id<'partnership'>, returnIds: readonly Id<'return'>[]): Promise<void> {
  await changed(
    trx,
    `update returns set status = ${advanceSql('issue')}, issued_at = coalesce(issued_at, now()), version = version + 1
     where partnership_id = :partnershipId and id = any(:returnIds::bigint[]) and ${advanceSql('issue')} <> status`,
    { partnershipId, returnIds: [...returnIds] },
  )
}

/** Somebody came in by a link: a return that was only issued is opened with it. */
export async function markReturnOpened(
  trx: Db,
  { partnershipId, returnId }: { partnershipId: Id<'partnership'>; returnId: Id<'return'> },
): Promise<void> {
  await changed(
    trx,
    `update returns set status = coalesce(${advanceSql('open')}, status), opened_at = coalesce(opened_at, now()),
       version = version + case when ${advanceSql('open')} <> status then 1 else 0 end
     where partnership_id = :partnershipId and id = :returnId and (${advanceSql('open')} <> status or opened_at is null)`,
    { partnershipId, returnId },
  )
}

/**
 * Gives returns a later due date. The first due date stays; how often it moved is counted.
 * Call it with the returns locked, once it is decided that they may have it.
 */
export async function moveDueDate(
  trx: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
  toDueAt: Date,
): Promise<void> {
  await changed(
    trx,
    `update returns set due_at = :toDueAt, extensions = extensions + 1, version = version + 1
     where partnership_id = :partnershipId and id = any(:returnIds::bigint[])`,
    { partnershipId, returnIds: [...returnIds], toDueAt },
  )
}

/** The figures that lists read of a return, kept beside it. */
export type Figures = Record<'asked' | 'answered' | 'missing' | 'files' | 'extensions', number>

/** Puts right the figures of a return, if it is still the version of which they were worked out. */
export async function writeFigures(
  db: Db,
  partnershipId: Id<'partnership'>,
  { id, version }: { id: Id<'return'>; version: number },
  figures: Figures,
): Promise<void> {
  await changed(
    db,
    `update returns set asked = :asked, answered = :answered, missing = :missing, files = :files, extensions = :extensions, version = version + 1
     where partnership_id = :partnershipId and id = :id and version = :version`,
    { ...figures, partnershipId, id, version },
  )
}

/**
 * Deletes what was answered in a return, every version of it, and who signed it. Where it stands, its dates and its figures stay. That it
 * is done is written down first: nothing can be deleted without.
 */
export async function deleteAnswers(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<void> {
  await changed(
    trx,
    `update returns set answers_deleted_at = coalesce(answers_deleted_at, now()), returned_reason = null, returned_questions = null where partnership_id = ? and id = ?`,
    [partnershipId, returnId],
  )
  const of = [partnershipId, returnId]
  await changed(trx, `delete from responses where partnership_id = ? and return_id = ?`, of)
  await changed(trx, `delete from response_changes where partnership_id = ? and return_id = ?`, of)
  await changed(trx, `delete from chosen_over where partnership_id = ? and return_id = ?`, of)
  await changed(trx, `delete from submissions where partnership_id = ? and return_id = ?`, of)
  await changed(trx, `delete from sign_offs where partnership_id = ? and return_id = ?`, of)
  await changed(trx, `delete from signature_waivers where partnership_id = ? and return_id = ?`, of)
}
