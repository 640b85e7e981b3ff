import type { Db } from '../../platform/db.ts'
import { keptByGeneration } from '../keptCounts/index.ts'
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
