import type { Id } from '../../platform/id.ts'
import type { Rating } from './standard.ts'

/** What somebody says of a standard. */
export type Said = Pick<Rating, 'value' | 'reason' | 'evidence' | 'comment'>

/** What a form holds of one standard, and the version of the rating that it was made from; 0 where there was none. */
export type Entry = { standardId: Id<'standard'>; version: number; said: Said }

/** A rating that two people changed at once: neither text is dropped until somebody has seen both. */
export type Conflict = { standardId: Id<'standard'>; mine: Said; theirs: Rating }

/**
 * What a save writes, decided for each standard by itself: the same as is stored is nothing; changed from what the person saw is the next
 * version; changed from what they did not see is a conflict, of which nothing is written.
 */
export function planSave(
  entries: readonly Entry[],
  stored: ReadonlyMap<Id<'standard'>, Rating>,
): { writes: (Said & { standardId: Id<'standard'>; version: number })[]; conflicts: Conflict[] } {
  const plan: ReturnType<typeof planSave> = { writes: [], conflicts: [] }
  for (const { standardId, version, said } of entries) {
    const theirs = stored.get(standardId)
    if (theirs && sameSaid(theirs, said)) continue
    if ((theirs?.version ?? 0) === version) plan.writes.push({ standardId, version: version + 1, ...said })
    else if (theirs) plan.conflicts.push({ standardId, mine: said, theirs })
  }
  return plan
}

/** The standards of which a form holds something else than is stored: what would be lost if it were dropped. */
export function changedIn(entries: readonly Entry[], ratings: readonly Rating[]): Id<'standard'>[] {
  const stored = new Map(ratings.map(rating => [rating.standardId, rating]))
  return entries.flatMap(({ standardId, said }) => {
    const there = stored.get(standardId)
    return there && sameSaid(there, said) ? [] : [standardId]
  })
}

export const sameSaid = (one: Said, other: Said): boolean =>
  one.value === other.value && one.reason === other.reason && one.evidence === other.evidence && one.comment === other.comment
