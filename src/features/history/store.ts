import { changed, rows, type Db } from '../../platform/db.ts'
import { actorId, type Actor } from './actor.ts'

/** What happened, to what. `verb` is `noun.past_participle`: `return.submitted`. */
export type NewEvent = {
  verb: `${string}.${string}`
  establishmentId?: number | null
  roundId?: number | null
  returnId?: number | null
  details?: Record<string, unknown>
}

export type HistoryEvent = {
  id: number
  at: Date
  actorKind: Actor['kind']
  actorName: string
  verb: string
  establishmentId: number | null
  roundId: number | null
  returnId: number | null
  details: Record<string, unknown>
}

/** Writes one event, in the transaction of what it tells of. No answers, tokens or passwords go into `details`. */
export async function recordEvent(trx: Db, actor: Actor, event: NewEvent): Promise<void> {
  await recordEvents(trx, actor, [event])
}

/** Many events of one actor in one statement. */
export async function recordEvents(trx: Db, actor: Actor, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await changed(
    trx,
    `insert into events (partnership_id, actor_kind, actor_id, actor_name, verb, establishment_id, round_id, return_id, details)
     select :partnershipId, :kind, :actorId, :name, e.verb, e."establishmentId", e."roundId", e."returnId", coalesce(e.details, '{}')
     from jsonb_to_recordset(:events::jsonb)
       as e (verb text, "establishmentId" bigint, "roundId" bigint, "returnId" bigint, details jsonb)`,
    { partnershipId: actor.partnershipId, kind: actor.kind, actorId: actorId(actor), name: actor.name, events: JSON.stringify(events) },
  )
}

/** The newest events of a partnership, a round, a return or an establishment; page on with `before`, an event's id. */
export async function eventsOf(
  db: Db,
  partnershipId: number,
  of: { roundId?: number; returnId?: number; establishmentId?: number },
  page: { before?: number; limit?: number } = {},
): Promise<HistoryEvent[]> {
  return rows<HistoryEvent>(
    db,
    `select id, at, actor_kind as "actorKind", actor_name as "actorName", verb, establishment_id as "establishmentId",
       round_id as "roundId", return_id as "returnId", details
     from events
     where partnership_id = :partnershipId
       and (:roundId::bigint is null or round_id = :roundId)
       and (:returnId::bigint is null or return_id = :returnId)
       and (:establishmentId::bigint is null or establishment_id = :establishmentId)
       and (:before::bigint is null or id < :before)
     order by id desc limit :limit`,
    {
      partnershipId,
      roundId: of.roundId ?? null,
      returnId: of.returnId ?? null,
      establishmentId: of.establishmentId ?? null,
      before: page.before ?? null,
      limit: page.limit ?? 50,
    },
  )
}
