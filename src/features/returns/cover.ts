import type { Id } from '../../platform/id.ts'
import { stands, type ReturnStatus } from './lifecycle.ts'

/** A return that is to stand for another. */
export type Covering = {
  id: Id<'return'>
  name: string
  status: ReturnStatus
  /** Whether another will stand for it, from a day that has not come. */
  toBeCovered: boolean
}

/**
 * Why a return cannot stand for another, in a sentence; undefined when it can. It has to be in the same round, expected itself, and
 * nobody may be covered by one that is covered: so there are no chains and no loops.
 *
 * @param covers the names of those that the covered return stands for itself
 */
export function coverFault(
  name: string,
  covering: Pick<Covering, 'status' | 'toBeCovered'> | undefined,
  covers: readonly string[],
): string | undefined {
  if (!covering) return `${name} is not in this round, so it has no return that could cover this one. Add it to the round first`
  if (stands('excused', covering.status)) return `The return of ${name} is not expected itself, so it cannot cover another`
  if (covering.toBeCovered) return `The return of ${name} is to be covered by another itself, so it cannot cover this one`
  const [first, ...others] = covers
  if (first === undefined) return undefined
  const named = others.length === 0 ? first : `${first} and ${others.length} more`
  return `This return covers that of ${named}. Say first which return covers that one instead`
}
