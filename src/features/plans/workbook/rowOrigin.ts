import type { PlanDocument } from '../document.ts'
import type { PlanSheet } from './read.ts'
import { readReference } from './references.ts'

/** Of which plan the rows of a workbook are, by their references: of this one, of another, or nobody can tell, since they have none. */
export type RowOrigin = 'here' | 'elsewhere' | 'unknown'

/** Where the rows come from that go into a plan. Into one that is empty any may go. */
export function rowOriginOf({ entries }: PlanSheet, { parts }: PlanDocument): RowOrigin {
  const own = new Set(parts.map(({ id }) => id))
  const named = entries.map(({ cells }) => readReference(cells.reference?.text ?? '').top).filter(top => top !== undefined)
  if (own.size === 0 || entries.length === 0) return 'here'
  if (named.length === 0) return 'unknown'
  return named.some(top => own.has(top)) ? 'here' : 'elsewhere'
}
