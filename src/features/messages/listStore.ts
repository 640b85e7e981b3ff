import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { deliverySql, type Delivery } from './delivery.ts'
import type { MessageKind } from './kinds.ts'
import type { Message } from './store.ts'

/** What the outbox may be narrowed by. Blank means anything. */
export type MailFilter = { search: string; kind: MessageKind | ''; delivery: Delivery | ''; round: number | null }

/** What a message is found by: its subject, which names the school, and whom it went to. The expression is that of its index. */
const FILTER_SQL = `m.partnership_id = :partnershipId and (:kind = '' or m.kind = :kind) and (:round::bigint is null or m.round_id = :round)
  and (:search = ''
    or search_vector(m.subject || ' ' || m.to_name || ' ' || m.to_email, translate(m.to_email, '@.-_+', '')) @@ search_query(:search))`

const bindings = (partnershipId: Id<'partnership'>, filter: MailFilter) => ({
  ...filter,
  partnershipId,
})

/** One line of the outbox. */
export type ListedMessage = Pick<Message, 'id' | 'kind' | 'toName' | 'toEmail' | 'subject' | 'status' | 'error' | 'createdAt'>

/** One page of the outbox, the newest first. */
export async function listMessages(
  db: Db,
  partnershipId: Id<'partnership'>,
  filter: MailFilter,
  page: { offset: number; limit: number },
): Promise<ListedMessage[]> {
  return rows<ListedMessage>(
    db,
    `select m.id, m.kind, m.to_name as "toName", m.to_email as "toEmail", m.subject, m.status, m.error, m.created_at as "createdAt"
     from messages m where ${FILTER_SQL} and (:delivery = '' or ${deliverySql('m')} = :delivery)
     order by m.id desc limit :limit offset :offset`,
    { ...bindings(partnershipId, filter), ...page },
  )
}

/** Everything that was written about one return, the newest first. */
export async function messagesAbout(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<ListedMessage[]> {
  return rows<ListedMessage>(
    db,
    `select m.id, m.kind, m.to_name as "toName", m.to_email as "toEmail", m.subject, m.status, m.error, m.created_at as "createdAt"
     from messages m where m.partnership_id = ? and m.return_id = ? order by m.id desc limit 200`,
    [partnershipId, returnId],
  )
}

/** How many messages match, by how far they came; the filter by that is left out, so that each number opens its list. */
export async function countMessages(
  db: Db,
  partnershipId: Id<'partnership'>,
  filter: MailFilter,
): Promise<Partial<Record<Delivery, number>>> {
  const counted = await rows<{ delivery: Delivery; count: number }>(
    db,
    // Of those that have left or never will, their status says it all: they are counted by an index, and only those that wait are read.
    `select m.status as delivery, count(*) as count from messages m where ${FILTER_SQL} and m.status not in ('queued', 'sending') group by 1
     union all
     select ${deliverySql('m')}, count(*) from messages m where ${FILTER_SQL} and m.status in ('queued', 'sending') group by 1`,
    bindings(partnershipId, filter),
  )
  return Object.fromEntries(counted.map(({ delivery, count }) => [delivery, count]))
}

/** The rounds that have mail, for the filter. */
export async function roundsWithMail(db: Db, partnershipId: Id<'partnership'>): Promise<{ id: Id<'round'>; name: string }[]> {
  return rows(
    db,
    `select o.id, o.name from rounds o
     where o.partnership_id = ? and exists (select from messages m where m.partnership_id = o.partnership_id and m.round_id = o.id) order by o.opens_at desc`,
    [partnershipId],
  )
}

/** Whose return a message is about. */
export async function returnOfMessage(
  db: Db,
  partnershipId: Id<'partnership'>,
  messageId: Id<'message'>,
): Promise<{ returnId: Id<'return'>; establishment: string } | undefined> {
  return row(
    db,
    `select r.id as "returnId", r.establishment_name as establishment from messages m join returns r on r.id = m.return_id
     where m.partnership_id = ? and m.id = ?`,
    [partnershipId, messageId],
  )
}

/** Messages that ought to have left by now: queued or claimed a while ago. */
export async function overdueMessages(db: Db, partnershipId: Id<'partnership'>, limit: number): Promise<Pick<Message, 'id' | 'kind'>[]> {
  return rows(
    db,
    `select id, kind from messages where partnership_id = ? and status in ('queued', 'sending')
       and ((status = 'queued' and queued_at < now() - interval '5 minutes') or claimed_at < now() - interval '5 minutes')
     order by id limit ?`,
    [partnershipId, limit],
  )
}
