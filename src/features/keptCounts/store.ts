import { changed, row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** What counts move with: the register alone (establishments and contacts); or the returns of every round, and the register they come from. */
export type MovesWith = 'register' | 'returns'

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
     insert into partnership_generations (partnership_id, register, returns)
     select :partnershipId, count(*) filter (where what = 'register'), count(*) filter (where what = 'returns') from gone having count(*) > 0
     on conflict (partnership_id) do update set register = partnership_generations.register + excluded.register,
       returns = partnership_generations.returns + excluded.returns`,
    { partnershipId },
  )
}

type Standing<Counts> = { generation: number; moved: boolean; counts: Counts | null }

/** How the register or the returns stand, and the count that was kept of them as they stand: of one moment. Null when there is none. */
export async function standing<Counts>(db: Db, { movesWith, ...kept }: Kept & { movesWith: MovesWith }): Promise<Standing<Counts>> {
  const found = await row<Standing<Counts>>(
    db,
    `select s.generation, k.counts,
       exists (select from partnership_moves m where m.partnership_id = :partnershipId and (:movesWith = 'returns' or m.what = 'register')) as moved
     from (select coalesce(max(g.register + case when :movesWith = 'returns' then g.returns else 0 end), 0) as generation
       from partnership_generations g where g.partnership_id = :partnershipId) s
     left join kept_counts k on k.partnership_id = :partnershipId and k.moves_with = :movesWith and k.what = :what and k.asked_sha256 = :asked
       and k.generation = s.generation`,
    { ...kept, movesWith },
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

/** Forgets what is kept, of every partnership. */
export const forgetKept = (db: Db): Promise<number> => changed(db, `delete from kept_counts`)

/** Keeps a count. What was kept of an older generation, or for longer than a day, is of no use any more. */
export async function keep(db: Db, { counts, ...kept }: Kept & { generation: number; counts: unknown }): Promise<void> {
  await changed(
    db,
    `with old as (
       delete from kept_counts where partnership_id = :partnershipId and moves_with = :movesWith
         and (generation < :generation or kept_at < now() - interval '1 day') and (what, asked_sha256) <> (:what, :asked)
     )
     insert into kept_counts (partnership_id, moves_with, what, asked_sha256, generation, counts)
     values (:partnershipId, :movesWith, :what, :asked, :generation, :counts)
     on conflict (partnership_id, moves_with, what, asked_sha256)
     do update set generation = excluded.generation, counts = excluded.counts, kept_at = now()
     where kept_counts.generation <= excluded.generation`,
    { ...kept, counts: JSON.stringify(counts) },
  )
}
