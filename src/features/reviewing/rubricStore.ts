import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Rubric, RubricKey } from './rubric.ts'

const COLUMNS = `about, key, body, written_by as "writtenBy", written_at as "writtenAt", version`

/** Everything that a partnership wrote about good evidence. */
export const rubricsOf = (db: Db, partnershipId: Id<'partnership'>): Promise<Rubric[]> =>
  rows<Rubric>(db, `select ${COLUMNS} from rubrics where partnership_id = ? order by about, key`, [partnershipId])

/** What a partnership wrote about one area or question. */
export const findRubric = (db: Db, partnershipId: Id<'partnership'>, { about, key }: RubricKey): Promise<Rubric | undefined> =>
  row<Rubric>(db, `select ${COLUMNS} from rubrics where partnership_id = ? and about = ? and key = ?`, [partnershipId, about, key])

/** Puts a text in the place of the one with this version; 0 when there was none. @returns whether it still had it */
export async function putRubric(
  trx: Db,
  partnershipId: Id<'partnership'>,
  rubric: RubricKey & { body: string; writtenBy: string; version: number },
): Promise<boolean> {
  const put = await row<{ version: number }>(
    trx,
    `insert into rubrics (partnership_id, about, key, body, written_by) values (:partnershipId, :about, :key, :body, :writtenBy)
     on conflict (partnership_id, about, key) do update
       set body = excluded.body, written_by = excluded.written_by, written_at = now(), version = rubrics.version + 1
       where rubrics.version = :version
     returning version`,
    { partnershipId, ...rubric },
  )
  return put !== undefined
}
