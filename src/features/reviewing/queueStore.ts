import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { EvidenceArea } from '../questionnaires/index.ts'
import type { Outcome } from '../sampling/index.ts'
import type { Review } from './review.ts'

/** Which of someone's reviews a list shows. */
export const QUEUES = ['todo', 'finished'] as const
export type Queue = (typeof QUEUES)[number]

/** One review as it stands in its reviewer's queue. */
export type QueuedReview = Pick<Review, 'id' | 'memberId' | 'reading' | 'finishedAt'> & {
  roundId: Id<'round'>
  roundName: string
  sampleId: Id<'sample'>
  sampleName: string
  areas: EvidenceArea[]
  returnId: Id<'return'>
  versionId: Id<'version'>
  facts: string[]
  establishment: string
  identifier: string
  files: number
  requestedAt: Date | null
  requestDueAt: Date | null
  outcome: Outcome | null
  /** Questions on which this reading has a verdict. */
  reviewed: number
}

/** Reviews that go on: of a draw that holds, in a round whose answers are still kept. Concluded ones are finished, whoever said so. */
const QUEUED = `from reviews w join dip_sample_members m on m.id = w.member_id and m.replaced_at is null
  join dip_samples s on s.id = m.sample_id join rounds o on o.id = m.round_id
  where w.partnership_id = :partnershipId and w.ended_at is null and o.answers_deleted_at is null`
const IS_FINISHED = `(w.finished_at is not null or m.outcome is not null)`

/** A page of someone's reviews: what is due first comes first, then by name. */
export const queueOf = (
  db: Db,
  partnershipId: Id<'partnership'>,
  { accountId, queue, limit, offset }: { accountId: Id<'account'>; queue: Queue; limit: number; offset: number },
): Promise<QueuedReview[]> =>
  rows<QueuedReview>(
    db,
    `with page as (
       select w.id, w.member_id, w.reading, w.finished_at, m.round_id, o.name as round_name, m.sample_id, s.name as sample_name, s.areas,
         m.return_id, m.requested_at, m.request_due_at, m.outcome
       ${QUEUED} and w.account_id = :accountId and ${IS_FINISHED} = :finished
     )
     select p.id, p.member_id as "memberId", p.reading, p.finished_at as "finishedAt", p.round_id as "roundId", p.round_name as "roundName",
       p.sample_id as "sampleId", p.sample_name as "sampleName", p.areas, p.return_id as "returnId",
       r.questionnaire_version_id as "versionId", r.facts, r.establishment_name as establishment, e.identifier, r.files,
       p.requested_at as "requestedAt", p.request_due_at as "requestDueAt", p.outcome,
       (select count(*) from verdicts v where v.member_id = p.member_id and v.reading = p.reading) as reviewed
     from page p join returns r on r.id = p.return_id join establishments e on e.id = r.establishment_id
     order by p.request_due_at nulls last, r.establishment_name, p.id limit :limit offset :offset`,
    { partnershipId, accountId, finished: queue === 'finished', limit, offset },
  )

/** The review with which someone goes on: the first of their queue, or the one after a member that they leave. */
export const nextReview = (
  db: Db,
  partnershipId: Id<'partnership'>,
  { accountId, after }: { accountId: Id<'account'>; after: Id<'member'> | undefined },
): Promise<{ roundId: Id<'round'>; sampleId: Id<'sample'>; memberId: Id<'member'> } | undefined> =>
  row(
    db,
    `select m.round_id as "roundId", m.sample_id as "sampleId", m.id as "memberId"
     from (
       select w.member_id, m.request_due_at, m.return_id, w.id ${QUEUED} and w.account_id = :accountId and not ${IS_FINISHED}
     ) q join dip_sample_members m on m.id = q.member_id join returns r on r.id = q.return_id
     left join (
       select b.id, b.request_due_at, c.establishment_name as name from dip_sample_members b join returns c on c.id = b.return_id
       where b.partnership_id = :partnershipId and b.id = :after
     ) left_one on true
     where q.member_id is distinct from :after::bigint
     order by left_one.id is not null and (coalesce(q.request_due_at, 'infinity'), r.establishment_name)
         < (coalesce(left_one.request_due_at, 'infinity'), left_one.name),
       q.request_due_at nulls last, r.establishment_name, q.id limit 1`,
    { partnershipId, accountId, after: after ?? null },
  )

/** How many reviews each reviewer has, by name; those without any are not there. */
export const queueCounts = (
  db: Db,
  partnershipId: Id<'partnership'>,
): Promise<{ accountId: Id<'account'>; name: string; disabled: boolean; todo: number; finished: number }[]> =>
  rows(
    db,
    `select a.id as "accountId", a.name, a.disabled_at is not null as disabled, c.todo, c.finished
     from (
       select w.account_id, count(*) filter (where not ${IS_FINISHED}) as todo, count(*) filter (where ${IS_FINISHED}) as finished
       ${QUEUED} group by 1
     ) c join accounts a on a.id = c.account_id order by lower(a.name), a.id`,
    { partnershipId },
  )
