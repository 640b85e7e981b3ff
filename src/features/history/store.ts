import type { Id } from '../../platform/id.ts'
import { changed, type Db } from '../../platform/db.ts'
import { actorId, type Actor } from './actor.ts'
import type { Verb } from './eventWords.ts'

/**
 * What happened, to what. `verb` is `noun.past_participle`: `return.submitted`; its words stand in its feature's `events.ts`.
 * An event about a return need not name its round and establishment.
 */
export type NewEvent = {
  verb: Verb
  establishmentId?: Id<'establishment'> | null
  roundId?: Id<'round'> | null
  returnId?: Id<'return'> | null
  details?: Record<string, unknown>
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
     select :partnershipId, :kind, :actorId, :name, e.verb, coalesce(e."establishmentId", r.establishment_id),
       coalesce(e."roundId", r.round_id), e."returnId", coalesce(e.details, '{}')
     from rows from (
       jsonb_to_recordset(:events::jsonb) as (verb text, "establishmentId" bigint, "roundId" bigint, "returnId" bigint, details jsonb)
     ) with ordinality as e (verb, "establishmentId", "roundId", "returnId", details, at)
     left join returns r on r.id = e."returnId" and r.partnership_id = :partnershipId
     order by e.at`,
    { partnershipId: actor.partnershipId, kind: actor.kind, actorId: actorId(actor), name: actor.name, events: JSON.stringify(events) },
  )
}
