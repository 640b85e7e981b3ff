import { row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { PlanNote } from '../actionPlan/index.ts'
import type { Response } from '../questions/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import { LINKS_SQL, MOST_STEPS } from '../yearOnYear/index.ts'

/** A return of an earlier round, with what it answered. */
export type LastReturnRow = {
  id: Id<'return'>
  /** Moves with every change of it: by this a form tells which answers it showed. */
  version: number
  versionId: Id<'version'>
  establishmentName: string
  roundName: string
  submittedAt: Date
  given: ({ key: string } & Response)[] | null
  /** What was said since of how far its actions are, the newest first. */
  said: (Pick<PlanNote, 'questionKeys' | 'what' | 'stateAfter' | 'note' | 'byName'> & { at: string })[] | null
}

/**
 * The last return that the establishment completed, in an earlier round of the same partnership; where it has none itself, that of the
 * nearest establishment that it follows. Where it follows several that completed one, none of them speaks for it.
 *
 * @param keys of the questions of which the answers are wanted; null for all
 */
export const lastReturn = (
  db: Db,
  { partnershipId, returnId }: { partnershipId: Id<'partnership'>; returnId: Id<'return'> },
  keys: readonly string[] | null,
): Promise<LastReturnRow | undefined> =>
  row<LastReturnRow>(db, LAST_RETURN, { partnershipId, returnId, keys: keys === null ? null : [...keys] })

const LAST_RETURN = `
  with recursive this as (
    select r.id, r.establishment_id, o.opens_at, o.id as round_id from returns r
    join rounds o on o.id = r.round_id and o.partnership_id = r.partnership_id
    where r.partnership_id = :partnershipId and r.id = :returnId
  ), followed as (
    select establishment_id as id, 0 as steps from this
    union
    select l.earlier, f.steps + 1 from followed f
    join lateral (select every_link.earlier from (${LINKS_SQL}) every_link where every_link.later = f.id) l on true
    where f.steps < ${MOST_STEPS}
  ), came as (
    select e.id, e.version, e.questionnaire_version_id, e.establishment_id, e.establishment_name, e.submitted_at, e.recorded_at, o.name, o.opens_at,
      o.id as round_id, f.steps
    from followed f cross join this
    join ${RETURNS_SQL} e on e.establishment_id = f.id and e.partnership_id = :partnershipId
    join rounds o on o.id = e.round_id and o.partnership_id = e.partnership_id
    where e.id <> this.id and (o.opens_at, o.id) < (this.opens_at, this.round_id) and o.status <> 'draft'
      and e.completed and e.answers_deleted_at is null and e.submitted_at is not null
      and exists (select from responses a where a.return_id = e.id and a.partnership_id = :partnershipId)
  ), nearest as (
    select * from came where steps = (select min(steps) from came)
  )
  select n.id, n.version, n.questionnaire_version_id as "versionId", n.establishment_name as "establishmentName", n.name as "roundName",
    coalesce(n.submitted_at, n.recorded_at) as "submittedAt",
    (select json_agg(json_build_object('key', a.question_key, 'answer', a.answer, 'comment', a.comment, 'action', a.action))
      from responses a where a.return_id = n.id and a.partnership_id = :partnershipId
        and (:keys::text[] is null or a.question_key = any(:keys::text[]))) as given,
    (select json_agg(json_build_object('questionKeys', p.question_keys, 'what', p.what, 'stateAfter', p.state_after, 'note', p.note,
        'byName', p.by_name, 'at', p.at) order by p.id desc)
      from action_plan_notes p where p.return_id = n.id and p.partnership_id = :partnershipId
        and (:keys::text[] is null or p.question_keys && :keys::text[])) as said
  from nearest n
  where (select count(distinct establishment_id) from nearest) = 1
  order by n.opens_at desc, n.round_id desc limit 1`
