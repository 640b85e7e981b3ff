import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'

/** The numbers of what left the office otherwise than by a public page, as with a report, the oldest first: what is published next is held against them. */
export async function figuresGiven<Figures>(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Figures[]> {
  const found = await rows<{ figures: Figures }>(
    db,
    `select figures from given_figures where partnership_id = ? and round_id = ? order by id`,
    [partnershipId, roundId],
  )
  return found.map(({ figures }) => figures)
}

/** Keeps the numbers of what leaves the office. @returns by what they are forgotten again */
export async function keepGiven(
  trx: Db,
  { figures, ...of }: { partnershipId: Id<'partnership'>; roundId: Id<'round'>; figures: unknown },
): Promise<Id<'given'>> {
  const kept = await row<{ id: Id<'given'> }>(
    trx,
    `insert into given_figures (partnership_id, round_id, figures) values (:partnershipId, :roundId, :figures) returning id`,
    { ...of, figures: JSON.stringify(figures) },
  )
  return stored(kept, 'what left the office').id
}

/** Forgets the numbers of what never left the office after all. */
export async function forgetGiven(trx: Db, partnershipId: Id<'partnership'>, id: Id<'given'>): Promise<void> {
  await changed(trx, `delete from given_figures where partnership_id = ? and id = ?`, [partnershipId, id])
}
