import { STATUS, type RegisterFacts } from '../establishment.ts'
import { blankFacts, FIELDS } from './fields.ts'

export type Difference = { field: keyof RegisterFacts; before: string | number | null; after: string | number | null }

/** What an import would do with a row. `converted` is a closing whose successor is known; the successor is a row of its own. */
export type Change = 'new' | 'changed' | 'closed' | 'converted' | 'unchanged' | 'unreadable'

export type Comparison = { change: 'new' | 'changed' | 'closed' | 'unchanged'; differences: Difference[]; merged: RegisterFacts }

/**
 * What a row of the register says that we did not know.
 *
 * @param before what is stored, undefined for an establishment that is not
 * @param row what the file says; a column that the file does not have is absent, and what is stored stays
 * A label that changed while its code did not is no difference (labels drift from year to year), nor is the date of the last change.
 */
export function compare(before: RegisterFacts | undefined, row: Partial<RegisterFacts>): Comparison {
  const merged = { ...(before ?? blankFacts()), ...row }
  if (before === undefined) return { change: 'new', differences: [], merged }
  const differences: Difference[] = []
  for (const { field, nameOf } of FIELDS) {
    if (!(field in row) || field === 'changedOn' || before[field] === merged[field]) continue
    if (nameOf !== undefined && merged[nameOf] !== null && before[nameOf] === merged[nameOf]) continue
    if (meansNothing(field, before[field]) && meansNothing(field, merged[field])) continue
    differences.push({ field, before: before[field], after: merged[field] })
  }
  if (differences.length === 0) return { change: 'unchanged', differences, merged: before }
  const closes = before.statusCode !== STATUS.closed && merged.statusCode === STATUS.closed
  return { change: closes ? 'closed' : 'changed', differences, merged }
}

/** Extracts write "not applicable" as a blank, 0 ("00") or, for a reason, 99. */
const meansNothing = (field: keyof RegisterFacts, value: string | number | null): boolean =>
  field === 'closedReasonCode'
    ? value === null || value === 0 || value === 99
    : field === 'closedReason'
      ? /^(not applicable)?$/i.test(String(value))
      : false
