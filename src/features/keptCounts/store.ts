import { changed, row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** What is noted when it moves. */
const MOVING = ['register', 'returns', 'reviews', 'feedback'] as const

/**
 * What counts move with: the register alone (establishments and contacts); the returns of every round, and the register they come from; or
 * what reviewers found of them, with both; or the feedback on them, with all three.
 */
export type MovesWith = (typeof MOVING)[number]
const MOVES: Record<MovesWith, readonly (typeof MOVING)[number][]> = {
  register: ['register'],
  returns: ['register', 'returns'],
  reviews: ['register', 'returns', 'reviews'],
  feedback: ['register', 'returns', 'reviews', 'feedback'],
}

/** A count and what was asked of it, by which it is found again. */
export type Kept = { partnershipId: Id<'partnership'>; movesWith: string; what: string; asked: string }

/**
 * Takes away the notes of what has moved, and makes the generation one more: both or neither. Notes that somebody else is taking away are
 * theirs: until they are gone nothing is kept.
 */
export async function settle(db: Db, partnershipId: Id<'partnership'>): Promise<void> {
  await changed(
    db,
    `with gone as (
       delete from partnership_moves m using (
         select what, by_transaction from partnership_moves where partnership_id = :partnershipId for update skip locked) taken
       where m.partnership_id = :partnershipId and m.what = taken.what and m.by_transaction = taken.by_transaction
       returning m.what
     )
     insert into partnership_generations (partnership_id, ${MOVING.join(', ')})
     select :partnershipId, ${MOVING.map(what => `count(*) filter (where what = '${what}')`).join(', ')} from gone having count(*) > 0
     on conflict (partnership_id) do update set ${MOVING.map(what => `${what} = partnership_generations.${what} + excluded.${what}`).join(', ')}`,
    { partnershipId },
  )
}

type Standing<Counts> = { generation: number; moved: boolean; counts: Counts | null }

/** How what a count moves with stands, and the count that was kept of them as they stand: of one moment. Null when there is none. */
export async function standing<Counts>(db: Db, { movesWith, ...kept }: Kept & { movesWith: MovesWith }): Promise<Standing<Counts>> {
  const found = await row<Standing<Counts>>(
    db,
    `select s.generation, k.counts,
       exists (select from partnership_moves m where m.partnership_id = :partnershipId and m.what = any(:moving)) as moved
     from (select coalesce(max(${MOVING.map(what => `case when '${what}' = any(:moving) then g.${what} else 0 end`).join(' + ')}), 0) as generation
       from partnership_generations g where g.partnership_id = :partnershipId) s
     left join kept_counts k on k.partnership_id = :partnershipId and k.moves_with = :movesWith and k.what = :what and k.asked_sha256 = :asked
       and k.generation = s.generation`,
    { ...kept, movesWith, moving: [...MOVES[movesWith]] },
  )
  if (!found) throw new Error('the database did not say how its counts stand')
  return found
}

/** The count that was kept of this generation. */
export async function findKept<Counts>(db: Db, kept: Kept & { generation: number }): Promise<Counts | undefined> {
  const found = await row<{ counts: Counts }>(
    db,
    `select counts from kept_counts
     where partnership_id = :partnershipId and moves_with = :movesWith and what = :what and asked_sha256 = :asked and generation = :generation`,
    kept,
  )
  return found?.counts
}

/** Forgets what is kept, of every partnership. Whatever somebody keeps at this moment is new. */
export const forgetKept = (db: Db): Promise<number> =>
  changed(
    db,
    `delete from kept_counts k using (
       select partnership_id, moves_with, what, asked_sha256 from kept_counts for update skip locked) free
     where (k.partnership_id, k.moves_with, k.what, k.asked_sha256) = (free.partnership_id, free.moves_with, free.what, free.asked_sha256)`,
  )

/** So many counts that move with the same are kept: addresses can ask for any number. The newest pages of all staff are fewer. */
const MOST_KEPT = 200

/**
 * Keeps a count. What was kept of an older generation, for longer than a day, or before so many others, is of no use any more. Whoever
 * finds that somebody else is keeping a count keeps none, so that nobody waits for anybody: it is counted again next time.
 */
export async function keep(db: Db, { counts, ...kept }: Kept & { generation: number; counts: unknown }): Promise<void> {
  await changed(
    db,
    `with turn as materialized (
       select pg_try_advisory_xact_lock(hashtextextended('kept counts ' || :partnershipId::bigint, 0)) as mine
     ), old as (
       delete from kept_counts where (select mine from turn) and partnership_id = :partnershipId and moves_with = :movesWith
         and (generation < :generation or kept_at < now() - interval '1 day'
           or kept_at <= (select n.kept_at from kept_counts n where n.partnership_id = :partnershipId and n.moves_with = :movesWith
             order by n.kept_at desc offset ${MOST_KEPT - 1} limit 1))
         and (what, asked_sha256) <> (:what, :asked)
     )
     insert into kept_counts (partnership_id, moves_with, what, asked_sha256, generation, counts)
     select :partnershipId, :movesWith, :what, :asked, :generation, :counts from turn where mine
     on conflict (partnership_id, moves_with, what, asked_sha256)
     do update set generation = excluded.generation, counts = excluded.counts, kept_at = now()
     where kept_counts.generation <= excluded.generation`,
    { ...kept, counts: JSON.stringify(counts) },
  )
}
