import type { Id } from '../../platform/id.ts'
import type { Json } from '../questions/index.ts'

/** Answers that somebody counted: of completed returns, all or those of one group. */
export type CountedHere = { question: string; values: readonly Json[]; by?: string; group?: string }

/** Where the returns behind a number of answers are listed. */
export function answersHref(roundId: Id<'round'>, { question, values, by, group }: CountedHere): string {
  const query = new URLSearchParams({ question })
  for (const value of values) query.append('value', typeof value === 'string' ? value : JSON.stringify(value))
  if (by !== undefined && group !== undefined) {
    query.set('by', by)
    query.set('group', group)
  }
  return `/rounds/${roundId}/groups/returns?${query.toString()}`
}
