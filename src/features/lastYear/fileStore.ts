import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** A file of an earlier return that can be used again. */
export type FileAgain = {
  id: Id<'evidence'>
  questionKeys: string[]
  name: string
  bytes: number
  datedOn: string | null
  at: Date
}

/**
 * The files that an earlier return had with these questions, the newest first: without those of which a question of this return has the
 * same bytes already.
 */
export const filesToUseAgain = (
  db: Db,
  of: { partnershipId: Id<'partnership'>; from: Id<'return'>; to: Id<'return'> },
  questionKeys: readonly string[],
): Promise<FileAgain[]> =>
  rows<FileAgain>(
    db,
    `select v.id, v.original_name as name, v.bytes, v.dated_on as "datedOn", v.created_at as at,
       array_agg(q.question_key order by q.question_key) as "questionKeys"
     from evidence v
     join evidence_questions q on q.evidence_id = v.id and q.partnership_id = v.partnership_id and q.question_key = any(:keys::text[])
     where v.partnership_id = :partnershipId and v.return_id = :from and v.removed_at is null
       and not exists (select from evidence h join evidence_questions w on w.evidence_id = h.id and w.partnership_id = h.partnership_id
         where h.partnership_id = v.partnership_id and h.return_id = :to and h.removed_at is null and h.sha256 = v.sha256
           and w.question_key = q.question_key)
     group by v.id order by v.created_at desc, v.id desc`,
    { ...of, keys: [...questionKeys] },
  )
