import type { Db } from '../../platform/db.ts'
import { keptByGeneration } from '../keptCounts/index.ts'
import { countCodes, countTexts, type CodingCounts } from './countStore.ts'
import { NO_COMMENT_FILTER, type CommentFilter } from './filter.ts'
import { countComments } from './listStore.ts'
import type { OfRound, Stand } from './readyStore.ts'

/** A count of the comments of a round and of their themes, kept while neither moves; with `texts`, one that depends on the comments alone. */
export const keptOfComments = <Counts>(
  db: Db,
  { partnershipId, roundId }: OfRound,
  stand: Stand,
  { movesWith = 'coding', ...count }: { what: string; asked: unknown; movesWith?: 'coding' | 'texts'; work: () => Promise<Counts> },
): Promise<Counts> =>
  keptByGeneration(
    db,
    {
      partnershipId,
      movesWith: `${movesWith === 'coding' ? 'coding' : 'comments'} of round ${roundId}`,
      generation: movesWith === 'coding' ? stand.generation : stand.texts,
    },
    count,
  )

/** How far a round is coded. What does not change by coding is not counted again for it: of 300,000 comments that takes longest. */
export async function codingCounts(db: Db, of: OfRound, stand: Stand): Promise<CodingCounts> {
  const texts = await keptOfComments(db, of, stand, { what: 'texts', asked: {}, movesWith: 'texts', work: () => countTexts(db, of) })
  const codes = await keptOfComments(db, of, stand, { what: 'codes', asked: {}, work: () => countCodes(db, of) })
  return { ...texts, ...codes, none: Math.max(0, texts.comments - codes.coded - codes.changed) }
}

/** How many comments a filter shows; of a whole state, what `counts` says already. */
export async function countShown(
  db: Db,
  { stand, filter, counts, ...of }: OfRound & { stand: Stand; filter: CommentFilter; counts: CodingCounts },
): Promise<number> {
  const { shown, themeId, ...narrowed } = filter
  const { shown: _shown, themeId: _themeId, ...wide } = NO_COMMENT_FILTER
  if (themeId === undefined && JSON.stringify(narrowed) === JSON.stringify(wide)) return shown === 'all' ? counts.comments : counts[shown]
  const movesWith = shown === 'all' && themeId === undefined ? 'texts' : 'coding'
  return keptOfComments(db, of, stand, { what: 'comments', asked: filter, movesWith, work: () => countComments(db, of, filter) })
}
