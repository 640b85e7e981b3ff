import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ChosenOver, StoredResponse } from './auditReturn.ts'
import { partsFrom, type ResponseRow } from './store.ts'

type OfQuestion = { partnershipId: Id<'partnership'>; returnId: Id<'return'>; key: string }

/** More than anybody reads: of one sitting one text is kept. */
const MOST = 200

/** What is stored for one question and what it replaced, as far as it is kept: the newest first. */
export async function versionsOf(db: Db, of: OfQuestion): Promise<StoredResponse[]> {
  const found = await rows<ResponseRow>(
    db,
    `select ${VERSION} from responses where ${OF_QUESTION}
     union all select ${VERSION} from response_changes where ${OF_QUESTION}
     order by version desc limit ${MOST}`,
    of,
  )
  return found.map(version => ({ ...version, partsBy: partsFrom(version.partsBy) }))
}

const VERSION = `version, answer, comment, action, contributor_id as "contributorId", by_name as "byName", at, parts_by as "partsBy"`
const OF_QUESTION = `partnership_id = :partnershipId and return_id = :returnId and question_key = :key`

/** Somebody was told, up to here, of whom chose their own text over theirs. */
export async function markSeen(
  trx: Db,
  { partnershipId, returnId, upTo }: { partnershipId: Id<'partnership'>; returnId: Id<'return'>; upTo: Id<'chosenOver'> },
  whose: Pick<ChosenOver, 'contributorId' | 'byName'>,
): Promise<void> {
  await changed(
    trx,
    `update chosen_over set seen_at = now() where partnership_id = :partnershipId and return_id = :returnId and id <= :upTo and seen_at is null
       and contributor_id is not distinct from :contributorId::bigint and (contributor_id is not null or by_name = :byName)`,
    { partnershipId, returnId, upTo, ...whose },
  )
}
