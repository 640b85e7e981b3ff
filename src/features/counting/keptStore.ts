import { changed, row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { OfRound } from './answersStore.ts'

/** What was counted of a round when its answers were last worked out, if the same was asked. */
export async function findKept<Counts>(
  db: Db,
  of: OfRound,
  { what, asked, generation }: { what: string; asked: string; generation: number },
): Promise<Counts | undefined> {
  const found = await row<{ counts: Counts }>(
    db,
    `select counts from round_counts
     where round_id = :roundId and partnership_id = :partnershipId and what = :what and asked_sha256 = :asked and generation = :generation`,
    { ...of, what, asked, generation },
  )
  return found?.counts
}

/** Keeps what was counted, in the place of what was counted before. */
export async function keep(
  db: Db,
  of: OfRound,
  { what, asked, generation, counts }: { what: string; asked: string; generation: number; counts: unknown },
): Promise<void> {
  await changed(
    db,
    `insert into round_counts (round_id, partnership_id, what, asked_sha256, generation, counts)
     values (:roundId, :partnershipId, :what, :asked, :generation, :counts)
     on conflict (round_id, what) do update set asked_sha256 = excluded.asked_sha256, generation = excluded.generation, counts = excluded.counts
     where round_counts.generation <= excluded.generation`,
    { ...of, what, asked, generation, counts: JSON.stringify(counts) },
  )
}

/** Forgets what was laid out of a return for counting: its answers are deleted. What was counted of its round stays as it was. */
export async function forgetCounted(trx: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<void> {
  await changed(trx, `delete from return_answers where partnership_id = ? and return_id = ?`, [partnershipId, returnId])
}
