import { STATUS, type RegisterFacts } from '../establishment.ts'
import { FIELDS, overlaid } from './fields.ts'

export type Difference = { field: keyof RegisterFacts; before: string | number | null; after: string | number | null }

/** What an import would do with a row. `converted` is a closing whose successor is known; the successor is a row of its own. `skipped` are rows of contacts that name nobody, or somebody for the second time. */
export type Change = 'new' | 'changed' | 'closed' | 'converted' | 'unchanged' | 'unreadable' | 'skipped'

/** `merged` is what would be stored; of a new establishment, what the row says. `was` is what would be overwritten, labels included. */
export type Comparison = {
  change: 'new' | 'changed' | 'closed' | 'unchanged'
  differences: Difference[]
  merged: Partial<RegisterFacts>
  was: Partial<RegisterFacts> | null
}

/**
 * What a row of the register says that we did not know.
 *
 * @param before what is stored, undefined for an establishment that is not
 * @param row what the file says; a column that the file does not have is absent, and what is stored stays
 * A label that changed while its code did not is no difference (labels drift from year to year), nor is the date of the last change.
 */
export function compare(before: RegisterFacts | undefined, row: Partial<RegisterFacts>): Comparison {
  if (before === undefined) return { change: 'new', differences: [], merged: row, was: null }
  const differences: Difference[] = []
  for (const { field, nameOf } of FIELDS) {
    const after = row[field]
    if (after === undefined || after === before[field] || field === 'changedOn') continue
    if (nameOf !== undefined && before[nameOf] !== null && (row[nameOf] ?? before[nameOf]) === before[nameOf]) continue
    if (meansNothing(field, before[field]) && meansNothing(field, after)) continue
    differences.push({ field, before: before[field], after })
  }
  if (differences.length === 0) return { change: 'unchanged', differences, merged: before, was: null }
  const merged = overlaid(before, row)
  const closes = before.statusCode !== STATUS.closed && merged.statusCode === STATUS.closed
  return { change: closes ? 'closed' : 'changed', differences, merged, was: given(before, merged) }
}

/** What is stored where a change would write something else. */
function given(before: RegisterFacts, merged: RegisterFacts): Partial<RegisterFacts> {
  const was: Partial<Record<keyof RegisterFacts, unknown>> = {}
  for (const { field } of FIELDS) if (merged[field] !== before[field]) was[field] = before[field]
  return was as Partial<RegisterFacts>
}

/** Extracts write "not applicable" as a blank, 0 ("00") or, for a reason, 99. */
const meansNothing = (field: keyof RegisterFacts, value: string | number | null): boolean =>
  field === 'closedReasonCode'
    ? value === null || value === 0 || value === 99
    : field === 'closedReason'
      ? /^(not applicable)?$/i.test(String(value))
      : false
