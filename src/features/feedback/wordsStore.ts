import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { telling } from '../findings/index.ts'
import type { OfRound } from './draftStore.ts'

type Told = telling.Told

/** What feedback tells of others, of one moment; once some of it was sent it is given, and what is published is held against it. */
export type Words = Pick<Told, 'groups' | 'beside'> & {
  id: Id<'feedbackWords'>
  generation: number
  isGiven: boolean
  /** Whatever was recorded before is counted in them. */
  madeAt: Date
}

/** The words that were made last for a round. */
export const newestWords = (db: Db, of: OfRound): Promise<Words | undefined> =>
  row<Words>(
    db,
    `select id, generation, beside, groups, given_figures_id is not null as "isGiven", made_at as "madeAt" from feedback_words
     where partnership_id = :partnershipId and round_id = :roundId order by id desc limit 1`,
    of,
  )

/** @param madeAt a moment before they were counted */
export async function insertWords(db: Db, of: OfRound, { groups, figures, beside, generation }: Told, madeAt: Date): Promise<Words> {
  const made = await row<{ id: Id<'feedbackWords'> }>(
    db,
    `insert into feedback_words (partnership_id, round_id, generation, beside, groups, figures, made_at)
     values (:partnershipId, :roundId, :generation, :beside, :groups, :figures, :madeAt) returning id`,
    { ...of, generation, beside, madeAt, groups: JSON.stringify(groups), figures: JSON.stringify(figures) },
  )
  return { id: stored(made, 'the words').id, generation, beside, groups, isGiven: false, madeAt }
}

/** These words, held until the transaction ends. */
export const lockWords = (
  trx: Db,
  partnershipId: Id<'partnership'>,
  ids: readonly Id<'feedbackWords'>[],
): Promise<{ id: Id<'feedbackWords'>; beside: string; isGiven: boolean; figures: Told['figures'] | null }[]> =>
  rows(
    trx,
    `select id, beside, given_figures_id is not null as "isGiven", figures from feedback_words
     where partnership_id = ? and id = any(?::bigint[]) order by id for update`,
    [partnershipId, [...ids]],
  )

/** Notes that words were given: their figures are kept with all that left the office, and not a second time. */
export async function markGiven(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'feedbackWords'>,
  { givenId, beside }: { givenId: Id<'given'>; beside: string },
): Promise<void> {
  await changed(trx, `update feedback_words set given_figures_id = ?, beside = ?, figures = null where partnership_id = ? and id = ?`, [
    givenId,
    beside,
    partnershipId,
    id,
  ])
}

/** Words with which nothing is drafted any more, and nothing will be. */
export const forgetWords = (db: Db): Promise<number> =>
  changed(
    db,
    `delete from feedback_words w where w.made_at < now() - interval '1 day' and not exists (select from feedback f where f.words_id = w.id)`,
    [],
  )
