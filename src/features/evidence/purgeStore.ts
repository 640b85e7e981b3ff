import { changed, row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** Removes a file's row, and its ties to questions: nothing of its name, its description or where its bytes lie is left. */
export async function deleteEvidence(trx: Db, partnershipId: Id<'partnership'>, evidenceId: Id<'evidence'>): Promise<void> {
  await changed(trx, `delete from evidence_questions where partnership_id = ? and evidence_id = ?`, [partnershipId, evidenceId])
  await changed(trx, `delete from evidence where partnership_id = ? and id = ?`, [partnershipId, evidenceId])
}

/** How many other documents of the partnership are the same, byte for byte. */
export async function sameElsewhere(
  db: Db,
  { partnershipId, evidenceId, sha256 }: { partnershipId: Id<'partnership'>; evidenceId: Id<'evidence'>; sha256: string },
): Promise<number> {
  const found = await row<{ others: number }>(
    db,
    `select count(*) as others from evidence where partnership_id = :partnershipId and sha256 = :sha256 and id <> :evidenceId`,
    { partnershipId, evidenceId, sha256 },
  )
  return found?.others ?? 0
}

/** Who removed a document of a return for good, and when; undefined when nobody did. */
export async function purgeOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  evidenceId: Id<'evidence'>,
): Promise<{ by: string; at: Date } | undefined> {
  return row(
    db,
    `select actor_name as by, at from events
     where partnership_id = ? and return_id = ? and verb = 'evidence.purged' and (details ->> 'evidence')::bigint = ?`,
    [partnershipId, returnId, evidenceId],
  )
}

/** Deletes who sent the documents of a return, where they were people of the establishment. */
export async function forgetSenders(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<void> {
  await changed(
    trx,
    `update evidence set by_name = case when contributor_id is null then by_name else 'Name deleted' end,
       explained_by = case when explained_contributor_id is null then explained_by else 'Name deleted' end
     where partnership_id = ? and return_id = ? and (contributor_id is not null or explained_contributor_id is not null)`,
    [partnershipId, returnId],
  )
}
