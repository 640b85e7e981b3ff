import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { keptCount } from '../keptCounts/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import { ANSWERED, JOIN_TOLD, TOLD_SQL, type OfRound } from './draftStore.ts'
import type { FeedbackState } from './state.ts'

/** How far the feedback of a round is. Everybody who is answered is in one of `notDrafted`, `drafted`, `changed` and `sent`. */
export type FeedbackCounts = {
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
  sent: `f.sent_at is not null`,
  acknowledged: `f.acknowledged_at is not null`,
  replied: `exists (select from feedback_replies p where p.feedback_id = f.id)`,
  excused: `r.issued_at is not null and r.excused`,
}

/** Drafted, and nothing has changed since. Of a return as `r` with its feedback as `f`, joined with JOIN_TOLD. */
export const READY_SQL = STATES.drafted

const FROM = `from ${RETURNS_SQL} r left join feedback f on f.return_id = r.id and f.partnership_id = r.partnership_id
  ${JOIN_TOLD}
  where r.partnership_id = :partnershipId and r.round_id = :roundId`

/** How far the feedback of a round is: as it was counted when nothing had moved since, or counted now. */
export const countFeedback = (db: Db, of: OfRound): Promise<FeedbackCounts> =>
  keptCount(
    db,
    { partnershipId: of.partnershipId, movesWith: 'feedback' },
    { what: 'feedback', asked: of.roundId, work: trx => countNow(trx, of) },
  )

async function countNow(db: Db, of: OfRound): Promise<FeedbackCounts> {
  const found = await row<FeedbackCounts>(
    db,
    `select count(*) filter (where ${ANSWERED} or f.sent_at is not null) as answered,
       count(*) filter (where ${STATES.not_drafted}) as "notDrafted", count(*) filter (where ${STATES.drafted}) as drafted,
       count(*) filter (where ${STATES.changed}) as changed,
       count(*) filter (where ${STATES.drafted} and r.outstanding and r.due_at > now()) as "notDue", count(*) filter (where ${STATES.sent}) as sent,
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
  state: 'not_drafted' | 'drafted' | 'changed' | 'sent' | 'excused'
  hasRemark: boolean
  sentAt: Date | null
  acknowledgedAt: Date | null
  replies: number
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
       case when f.sent_at is not null then 'sent' when r.status = 'excused' then 'excused' when f.id is null then 'not_drafted'
         when ${CURRENT_SQL} then 'drafted' else 'changed' end as state,
       coalesce(f.remark, '') <> '' as "hasRemark", f.sent_at as "sentAt", f.acknowledged_at as "acknowledgedAt",
       (select count(*) from feedback_replies p where p.feedback_id = f.id) as replies
     from (
       select r.id ${FROM} and ${WHICH(state)} order by r.establishment_name, r.id limit :limit offset :offset
     ) page join returns r on r.id = page.id join establishments e on e.id = r.establishment_id
     left join feedback f on f.return_id = r.id and f.partnership_id = r.partnership_id
     ${JOIN_TOLD}
     order by r.establishment_name, r.id`,
    { ...of, limit, offset },
  )

/** How many establishments of a round have a draft, and how many were sent theirs: for the page of the round, which looks at no return for it. */
export async function feedbackBegun(db: Db, of: OfRound): Promise<{ drafted: number; sent: number }> {
  const found = await row<{ drafted: number; sent: number }>(
    db,
    `select count(*) as drafted, count(sent_at) as sent from feedback where partnership_id = :partnershipId and round_id = :roundId`,
    of,
  )
  return found ?? { drafted: 0, sent: 0 }
}
