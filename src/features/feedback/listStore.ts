import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { keptCount } from '../keptCounts/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import { countBeside, UNDELIVERED_SQL, WAITING_SQL, type BesideCounts } from './deliveryStore.ts'
import { ANSWERED, JOIN_TOLD, TOLD_SQL, type OfRound } from './draftStore.ts'
import type { FeedbackState } from './state.ts'

/**
 * How far the feedback of a round is. Everybody who is answered is in one of `notDrafted`, `drafted`, `changed`, `waiting`, `undelivered` and
 * `sent`, which are those that a letter reached, or left for.
 */
export type FeedbackCounts = BesideCounts & {
  answered: number
  notDrafted: number
  drafted: number
  /** Drafted before something of the return, or of what reviewers found, changed. */
  changed: number
  /** Of the drafted, those that say that no return was received while it is not due yet. */
  notDue: number
  sent: number
  acknowledged: number
  replied: number
  /** Those of the round that are not answered, since no return is expected of them. */
  excused: number
}

/** Nothing of the return, of what reviewers found, and of what it said of its actions is other than it was drafted. */
export const CURRENT_SQL = `(f.return_version = r.version and f.reviews_told = ${TOLD_SQL})`

const STATES: Record<FeedbackState, string> = {
  not_drafted: `${ANSWERED} and f.id is null`,
  drafted: `${ANSWERED} and f.sent_at is null and ${CURRENT_SQL}`,
  changed: `${ANSWERED} and f.sent_at is null and not ${CURRENT_SQL}`,
  sent: `f.sent_at is not null and not ${WAITING_SQL} and not ${UNDELIVERED_SQL}`,
  waiting: WAITING_SQL,
  undelivered: UNDELIVERED_SQL,
  acknowledged: `f.acknowledged_at is not null`,
  replied: `exists (select from feedback_replies p where p.feedback_id = f.id)`,
  to_answer: `exists (select from feedback_replies p where p.feedback_id = f.id and p.settled_as is null)`,
  excused: `r.issued_at is not null and r.excused`,
}

/** Drafted, and nothing has changed since. Of a return as `r` with its feedback as `f`, joined with JOIN_TOLD. */
export const READY_SQL = STATES.drafted

const FROM = `from ${RETURNS_SQL} r left join feedback f on f.return_id = r.id and f.partnership_id = r.partnership_id
  ${JOIN_TOLD}
  where r.partnership_id = :partnershipId and r.round_id = :roundId`

/** What is kept: all that was sent is one number, since where its letters are is asked at each look. */
type KeptCounts = Omit<FeedbackCounts, keyof BesideCounts>

/** How far the feedback of a round is: as it was counted when nothing had moved since, or counted now; and where its letters are now. */
export async function countFeedback(db: Db, of: OfRound): Promise<FeedbackCounts> {
  const kept = await keptCount<KeptCounts>(
    db,
    { partnershipId: of.partnershipId, movesWith: 'feedback' },
    { what: 'feedback', asked: of.roundId, work: trx => countNow(trx, of) },
  )
  return withoutUnsent(kept, await countBeside(db, of))
}

/** Of all that was sent, what waits and what did not arrive is counted apart. */
const withoutUnsent = <Counts extends { sent: number }>(counts: Counts, beside: BesideCounts): Counts & BesideCounts => ({
  ...counts,
  ...beside,
  sent: Math.max(0, counts.sent - beside.waiting - beside.undelivered),
})

async function countNow(db: Db, of: OfRound): Promise<KeptCounts> {
  const found = await row<KeptCounts>(
    db,
    `select count(*) filter (where ${ANSWERED} or f.sent_at is not null) as answered,
       count(*) filter (where ${STATES.not_drafted}) as "notDrafted", count(*) filter (where ${STATES.drafted}) as drafted,
       count(*) filter (where ${STATES.changed}) as changed,
       count(*) filter (where ${STATES.drafted} and r.outstanding and r.due_at > now()) as "notDue", count(f.sent_at) as sent,
       count(*) filter (where ${STATES.acknowledged}) as acknowledged, count(*) filter (where ${STATES.replied}) as replied,
       count(*) filter (where ${STATES.excused} and f.sent_at is null) as excused ${FROM}`,
    of,
  )
  if (!found) throw new Error('the database did not count')
  return found
}

export type ListedFeedback = {
  returnId: Id<'return'>
  name: string
  identifier: string
  state: 'not_drafted' | 'drafted' | 'changed' | 'waiting' | 'undelivered' | 'sent' | 'excused'
  hasRemark: boolean
  sentAt: Date | null
  acknowledgedAt: Date | null
  replies: number
  /** So many of them wait for an answer. */
  toAnswer: number
}

const WHICH = (state: FeedbackState | 'all') => (state === 'all' ? `(${ANSWERED} or f.sent_at is not null)` : STATES[state])

export const listFeedback = (
  db: Db,
  of: OfRound,
  { state, limit, offset }: { state: FeedbackState | 'all'; limit: number; offset: number },
): Promise<ListedFeedback[]> =>
  rows<ListedFeedback>(
    db,
    `select r.id as "returnId", r.establishment_name as name, e.identifier,
       case when ${WAITING_SQL} then 'waiting' when ${UNDELIVERED_SQL} then 'undelivered' when f.sent_at is not null then 'sent' when r.status = 'excused' then 'excused' when f.id is null then 'not_drafted'
         when ${CURRENT_SQL} then 'drafted' else 'changed' end as state,
       coalesce(f.remark, '') <> '' as "hasRemark", f.sent_at as "sentAt", f.acknowledged_at as "acknowledgedAt",
       (select count(*) from feedback_replies p where p.feedback_id = f.id) as replies,
       (select count(*) from feedback_replies p where p.feedback_id = f.id and p.settled_as is null) as "toAnswer"
     from (
       select r.id ${FROM} and ${WHICH(state)} order by r.establishment_name, r.id limit :limit offset :offset
     ) page join returns r on r.id = page.id join establishments e on e.id = r.establishment_id
     left join feedback f on f.return_id = r.id and f.partnership_id = r.partnership_id
     ${JOIN_TOLD}
     order by r.establishment_name, r.id`,
    { ...of, limit, offset },
  )

/**
 * How many establishments of a round have a draft, and where what was sent is: for the page of the round, which looks at no return for it but
 * those of which none is expected. `unanswered` are those of them that were sent nothing.
 */
export async function feedbackBegun(db: Db, of: OfRound): Promise<{ drafted: number; sent: number; unanswered: number } & BesideCounts> {
  const found = await row<{ drafted: number; sent: number; unanswered: number }>(
    db,
    `select count(*) as drafted, count(sent_at) as sent,
       (select count(*) from ${RETURNS_SQL} r where r.partnership_id = :partnershipId and r.round_id = :roundId and r.excused
          and not exists (select from feedback s where s.return_id = r.id and s.sent_at is not null)) as unanswered
     from feedback where partnership_id = :partnershipId and round_id = :roundId`,
    of,
  )
  return withoutUnsent(found ?? { drafted: 0, sent: 0, unanswered: 0 }, await countBeside(db, of))
}
