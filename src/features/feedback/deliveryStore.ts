import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { deliverySql, takenSql } from '../messages/index.ts'
import type { OfRound } from './draftStore.ts'

/** The letters that brought a feedback \`f\`, as \`m\`. */
const LETTERS = `select from messages m where m.partnership_id = f.partnership_id and m.return_id = f.return_id and m.kind = 'feedback'`
const WAITS = `${deliverySql('m')} in ('waiting', 'delayed')`

/** Of feedback as `f`: no letter with its link was taken, though there are some, and nobody there has said that it was read. */
const NONE_TAKEN = `f.sent_at is not null and f.acknowledged_at is null and exists (${LETTERS}) and not exists (${LETTERS} and ${takenSql('m')})`

/** A letter with its link has still to leave. */
export const WAITING_SQL = `(${NONE_TAKEN} and exists (${LETTERS} and ${WAITS}))`
/** Each letter came back, was refused, or never left. */
export const UNDELIVERED_SQL = `(${NONE_TAKEN} and not exists (${LETTERS} and ${WAITS}))`

/** What is asked at each look, since letters move by themselves: where they are, and which replies wait. */
export type BesideCounts = { waiting: number; undelivered: number; toAnswer: number }

/** How many establishments of a round have letters that wait, or that did not arrive; and of how many a reply waits for an answer. */
export async function countBeside(db: Db, of: OfRound): Promise<BesideCounts> {
  const found = await row<BesideCounts>(
    db,
    `select count(*) filter (where l.waits) as waiting, count(*) filter (where not l.waits) as undelivered,
       (select count(distinct p.feedback_id) from feedback_replies p join feedback f on f.id = p.feedback_id
        where p.settled_as is null and f.partnership_id = :partnershipId and f.round_id = :roundId) as "toAnswer"
     from (
       select m.return_id, bool_or(${WAITS}) as waits from messages m
       where m.partnership_id = :partnershipId and m.round_id = :roundId and m.kind = 'feedback' and not (${takenSql('m')}) group by 1
     ) l join feedback f on f.return_id = l.return_id and f.partnership_id = :partnershipId
     where f.sent_at is not null and f.acknowledged_at is null and not exists (${LETTERS} and ${takenSql('m')})`,
    of,
  )
  return found ?? { waiting: 0, undelivered: 0, toAnswer: 0 }
}

/** A batch of those to whom no letter arrived, after a return, held until the transaction ends. */
export async function lockUndelivered(trx: Db, of: OfRound, after: number, limit: number): Promise<Id<'return'>[]> {
  const found = await rows<{ returnId: Id<'return'> }>(
    trx,
    `select f.return_id as "returnId" from feedback f
     where f.partnership_id = :partnershipId and f.round_id = :roundId and f.return_id > :after and ${UNDELIVERED_SQL}
     order by f.return_id limit :limit for update of f`,
    { ...of, after, limit },
  )
  return found.map(({ returnId }) => returnId)
}
