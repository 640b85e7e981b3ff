import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Json, Response } from '../questions/index.ts'
import type { steps } from '../returns/index.ts'

/** A return with the figures that lists read of it, and what they are figures of, as one statement saw them. */
export type Figured = {
  id: Id<'return'>
  establishment: string
  versionId: Id<'version'>
  version: number
  facts: string[]
  kept: steps.Figures
  files: number
  extensions: number
  filesByQuestion: Record<string, number>
  responses: [key: string, answer: Json, comment: string | null, action: Response['action']][]
}

/** About 1,000 responses: whoever opens a page meanwhile waits no longer than for these. */
const AT_ONCE = 8

/** The returns of a round, a few at a time, in the order of their ids. Where the answers are deleted, the figures are all that is left of them. */
export async function* figuredReturns(db: Db, of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> }): AsyncGenerator<Figured[]> {
  for (let after = 0, found: Figured[]; ; after = found.at(-1)?.id ?? after) {
    found = await rows<Figured>(db, FIGURED_SQL, { ...of, after, limit: AT_ONCE })
    if (found.length === 0) return
    yield found
  }
}

const FIGURED_SQL = `select r.id, r.establishment_name as establishment, r.questionnaire_version_id as "versionId", r.version, r.facts,
    json_build_object('asked', r.asked, 'answered', r.answered, 'missing', r.missing, 'files', r.files, 'extensions', r.extensions) as kept,
    (select count(*) from evidence f where f.return_id = r.id and f.removed_at is null) as files,
    (select count(*) from extensions x where x.return_id = r.id) as extensions,
    coalesce((select json_object_agg(q.question_key, q.files) from (
      select question_key, count(*) as files from evidence_questions q join evidence f on f.id = q.evidence_id and f.removed_at is null
      where q.return_id = r.id group by 1) q), '{}') as "filesByQuestion",
    coalesce((select json_agg(json_build_array(s.question_key, s.answer, s.comment, s.action)) from responses s where s.return_id = r.id), '[]') as responses
  from returns r
  where r.partnership_id = :partnershipId and r.round_id = :roundId and r.id > :after and r.answers_deleted_at is null
  order by r.id limit :limit`

/** The rounds of every partnership whose figures may still move: those that are not closed, or were a month ago. With `all`, each. */
export const roundsWithFigures = (
  db: Db,
  { partnershipId, all }: { partnershipId: Id<'partnership'> | null; all: boolean },
): Promise<{ id: Id<'round'>; partnershipId: Id<'partnership'>; name: string }[]> =>
  rows(
    db,
    `select id, partnership_id as "partnershipId", name from rounds
     where (:partnershipId::bigint is null or partnership_id = :partnershipId)
       and (:all or status <> 'closed' or closed_at > now() - interval '1 month') order by id`,
    { partnershipId, all },
  )
