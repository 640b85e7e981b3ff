import { type Db, rows } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { EvidenceFile } from '../returnPages/index.ts'
import { CHECKED_SQL } from './checkStore.ts'

/** The files of a return that were not removed, each with the questions it is attached to. */
export async function evidenceOf(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<EvidenceFile[]> {
  return rows(
    db,
    `select v.id, v.original_name as name, v.media_type as "mediaType", v.bytes, v.note, v.by_name as "byName",
       v.received_via as "receivedVia", v.received_on as "receivedOn", v.created_at as at, v.dated_on as "datedOn", ${CHECKED_SQL},
       array(select q.question_key from evidence_questions q where q.evidence_id = v.id order by q.question_key) as "questionKeys"
     from evidence v where v.partnership_id = ? and v.return_id = ? and v.removed_at is null order by v.id`,
    [partnershipId, returnId],
  )
}
