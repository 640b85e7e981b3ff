import { STATUS, type RegisterFacts } from '../establishment.ts'
import { FIELDS, overlaid } from './fields.ts'

export type Difference = { field: keyof RegisterFacts; before: string | number | null; after: string | number | null }

/** What an import would do with a row. `converted` is a closing whose successor is known; the successor is a row of its own. `skipped` are rows of contacts that name nobody, or somebody for the second time. */
export type Change = 'new' | 'changed' | 'closed' | 'converted' | 'unchanged' | 'unreadable' | 'skipped'

/** `merged` is what would be stored; of a new establishment, what the row says. */
export type Comparison = { change: 'new' | 'changed' | 'closed' | 'unchanged'; differences: Difference[]; merged: Partial<RegisterFacts> }

/**
 * What a row of the register says that we did not know.
 *
 * @param before what is stored, undefined for an establishment that is not
 * @param read what the file says; a column that the file does not have is absent, and what is stored stays
 * A label that changed while its code did not is no difference (labels drift from year to year), nor is the date of the last change.
 */
export function compare(before: RegisterFacts | undefined, read: Partial<RegisterFacts>): Comparison {
  if (before === undefined) return { change: 'new', differences: [], merged: read }
  const row = withStoredTelephone(before, read)
  const differences: Difference[] = []
  for (const { field, nameOf } of FIELDS) {
    const after = row[field]
    if (after === undefined || after === before[field] || field === 'changedOn') continue
    if (nameOf !== undefined && before[nameOf] !== null && (row[nameOf] ?? before[nameOf]) === before[nameOf]) continue
    if (meansNothing(field, before[field]) && meansNothing(field, after)) continue
    differences.push({ field, before: before[field], after })
  }
  if (differences.length === 0) return { change: 'unchanged', differences, merged: before }
  const merged = overlaid(before, row)
  const closes = before.statusCode !== STATUS.closed && merged.statusCode === STATUS.closed
  return { change: closes ? 'closed' : 'changed', differences, merged }
}

/** A spreadsheet takes the first 0 of a telephone number for nothing: what is stored then stays. */
const lostItsZero = (stored: string, read: string): boolean => /^[1-9][0-9 ]*$/.test(read) && `0${read}` === stored

const withStoredTelephone = (before: RegisterFacts, read: Partial<RegisterFacts>): Partial<RegisterFacts> =>
  read.telephone !== undefined && lostItsZero(before.telephone, read.telephone) ? { ...read, telephone: before.telephone } : read

/** Extracts write "not applicable" as a blank, 0 ("00") or, for a reason, 99. */
const meansNothing = (field: keyof RegisterFacts, value: string | number | null): boolean =>
  field === 'closedReasonCode'
    ? value === null || value === 0 || value === 99
    : field === 'closedReason'
      ? /^(not applicable)?$/i.test(String(value))
      : false
