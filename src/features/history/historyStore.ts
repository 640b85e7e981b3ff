import type { Id } from '../../platform/id.ts'
import type { Actor } from './actor.ts'
import type { Details } from './detailWords.ts'
import { type Db, rows, holding, row } from '../../platform/db.ts'

/** What a part of the history is about. Without any of these it is the whole partnership's. */
export type HistoryOf = { roundId?: Id<'round'>; returnId?: Id<'return'>; establishmentId?: Id<'establishment'> }

/** Which events of it: by whom, which verbs, since when, and words in a person's or an establishment's name. */
export type HistoryFilter = {
  accountId?: Id<'account'>
  actorKinds?: readonly Actor['kind'][]
  verbs?: readonly string[]
  since?: Date
  search?: string
}

/** One line of the history: what one person did at one moment, to one thing or to many at once. */
export type HistoryLine = {
  /** Of its newest event. */
  id: Id<'event'>
  at: Date
  actorKind: Actor['kind']
  actorName: string
  verb: string
  roundName: string | null
  /** How many establishments it was done to, and the first few of them by name. */
  establishments: number
  names: string[]
  /** When it was done to one return. */
  returnId: Id<'return'> | null
  details: Details
}

/** How many events are looked at for one page. What one person did to more establishments than that at once fills several lines. */
const WINDOW = 2000

const NAMES = 5

/**
 * The newest lines of a history, newest first.
 *
 * Events that one transaction wrote have one time: those of one actor, verb and round are one line. Each event is on one
 * page: a line whose events reach over the edge of a page is told in two parts.
 *
 * @returns also what `before` to ask for the next page with; null when nothing is older
 */
export async function historyOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  of: HistoryOf,
  { filter = {}, before, limit = 50 }: { filter?: HistoryFilter; before?: Id<'event'>; limit?: number } = {},
): Promise<{ lines: HistoryLine[]; older: Id<'event'> | null }> {
  const found = await rows<HistoryLine & { older: Id<'event'> | null }>(db, HISTORY, {
    partnershipId,
    roundId: of.roundId ?? null,
    returnId: of.returnId ?? null,
    establishmentId: of.establishmentId ?? null,
    accountId: filter.accountId ?? null,
    actorKinds: filter.actorKinds ?? null,
    verbs: filter.verbs ?? null,
    since: filter.since ?? null,
    search: filter.search ? holding(filter.search) : null,
    before: before ?? null,
    window: WINDOW,
    names: NAMES,
    limit,
  })
  return { lines: found.map(({ older: _older, ...line }) => line), older: found[0]?.older ?? null }
}

/** What events of one line have in common. An event about no establishment is a line of its own. */
const LINE = `e.at, e.actor_kind, e.actor_id, e.actor_name, e.verb, e.round_id, case when e.establishment_id is null then e.id end`

// Grouped twice, by establishment first: with `count(distinct)` two thousand events would be sorted by all that a line has in common.
const HISTORY = `
  with recent as materialized (
    select e.id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.verb, e.round_id, e.establishment_id, e.return_id
    from events e
    where e.partnership_id = :partnershipId
      and (:roundId::bigint is null or e.round_id = :roundId)
      and (:returnId::bigint is null or e.return_id = :returnId)
      and (:establishmentId::bigint is null or e.establishment_id = :establishmentId)
      and (:accountId::bigint is null or (e.actor_kind = 'staff' and e.actor_id = :accountId))
      and (:actorKinds::text[] is null or e.actor_kind = any(:actorKinds::text[]))
      and (:verbs::text[] is null or e.verb = any(:verbs::text[]))
      and (:since::timestamptz is null or e.at >= :since)
      and (:search::text is null or e.actor_name ilike :search or exists (select from establishments s
        where s.id = e.establishment_id and s.partnership_id = e.partnership_id and s.name ilike :search))
      and (:before::bigint is null or e.id < :before)
    order by e.id desc limit :window::int + 1
  ), edge as (
    -- The newest event that this page has no room for: of the line after its last, or beyond the window.
    select greatest(
      (select max(e.id) from recent e group by ${LINE} order by 1 desc offset :limit limit 1),
      (select e.id from recent e order by e.id desc offset :window limit 1)
    ) as id
  ), by_establishment as (
    select ${LINE} as apart, e.establishment_id, max(e.id) as id, min(e.return_id) as first_return, max(e.return_id) as last_return
    from recent e where e.id > coalesce((select id from edge), 0) group by ${LINE}, e.establishment_id
  ), line as (
    select max(b.id) as id, b.at, b.actor_kind, b.actor_name, b.verb, b.round_id, count(b.establishment_id) as establishments,
      array_agg(b.establishment_id) as establishment_ids, case when min(b.first_return) = max(b.last_return) then max(b.last_return) end as return_id
    from by_establishment b group by b.at, b.actor_kind, b.actor_id, b.actor_name, b.verb, b.round_id, b.apart
  )
  select l.id, (select id + 1 from edge) as older, l.at, l.actor_kind as "actorKind", l.actor_name as "actorName", l.verb, o.name as "roundName",
    l.establishments, l.return_id as "returnId", e.details,
    array(select distinct s.name from establishments s where s.id = any(l.establishment_ids) and s.partnership_id = :partnershipId
      order by s.name limit :names) as names
  from line l join events e on e.id = l.id and e.partnership_id = :partnershipId
  left join rounds o on o.id = l.round_id and o.partnership_id = :partnershipId
  order by l.id desc`

/** The members of staff who are in a partnership's history, for a filter. */
export async function staffInHistory(db: Db, partnershipId: Id<'partnership'>): Promise<{ id: Id<'account'>; name: string }[]> {
  return rows(db, `select id, name from accounts where partnership_id = ? order by lower(name), id`, [partnershipId])
}

/** What a round is called, for the page of its history; undefined when the partnership has no such round. */
export async function roundName(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<string | undefined> {
  return (await row<{ name: string }>(db, `select name from rounds where partnership_id = ? and id = ?`, [partnershipId, roundId]))?.name
}
