import type { Scale } from './scale.ts'

/** How the ratings of several agencies become what is said of a standard. The rule is always said beside its result. */
export const ROLL_UPS = {
  worst: { label: 'The worst rating of any agency', said: 'the worst rating of any agency', column: 'Worst rating' },
  apart: { label: 'Each agency counted apart', said: 'each agency counted apart', column: 'Ratings' },
  agreed: { label: 'A rating that is agreed and set by staff', said: 'the rating that was agreed', column: 'Agreed rating' },
} as const satisfies Record<string, { label: string; said: string; column: string }>
export type RollUp = keyof typeof ROLL_UPS
export const ROLL_UP_RULES = Object.keys(ROLL_UPS) as RollUp[]

/** What one agency says of a standard: a value of the scale, that it does not apply, or nothing yet. */
export type Given = { kind: 'value'; key: string } | { kind: 'na' } | { kind: 'missing' }

export const MISSING: Given = { kind: 'missing' }

/** The rating of a row: no row is none, a row without a value says that the standard does not apply. */
export const givenBy = (rating: { value: string | null } | undefined): Given =>
  rating === undefined ? MISSING : rating.value === null ? { kind: 'na' } : { kind: 'value', key: rating.value }

/**
 * What is said of a standard as a whole. `missing` has the best that it can still become: the worst rating so far, or null where there is
 * none.
 */
export type Rolled = { kind: 'value'; key: string } | { kind: 'na' } | { kind: 'missing'; soFar: string | null }

/**
 * The worst rating of any agency. Whoever says that the standard does not apply to them is left out; where it applies to nobody, the
 * standard has no rating. While an agency's rating is missing the standard has none either, since it may yet be worse: except that what is
 * the worst of the scale already stays so, whatever comes, and is not hidden by a missing one.
 */
export function worstOf(given: readonly Given[], scale: Scale): Rolled {
  const ranks = given.flatMap(one => (one.kind === 'value' ? [scale.findIndex(({ key }) => key === one.key)] : []))
  // A value that the scale does not have is as bad as the worst: it is never better than what is known.
  const worst = ranks.length === 0 ? null : Math.max(...ranks.map(rank => (rank === -1 ? scale.length - 1 : rank)))
  const key = worst === null ? null : (scale[worst]?.key ?? null)
  const isMissing = given.length === 0 || given.some(({ kind }) => kind === 'missing')
  if (isMissing && worst !== scale.length - 1) return { kind: 'missing', soFar: key }
  return key === null ? { kind: 'na' } : { kind: 'value', key }
}

/** The rating that staff set; missing while they have not, whatever the agencies say. */
export const agreedOf = (agreed: Given): Rolled => (agreed.kind === 'missing' ? { kind: 'missing', soFar: null } : agreed)

/** How many are of each kind: by the values of the scale, not applicable, and missing. Each is counted exactly once. */
export type Counts = { values: ReadonlyMap<string, number>; na: number; missing: number; total: number }

export function countsOf(all: readonly (Given | Rolled)[], scale: Scale): Counts {
  const values = new Map(scale.map(({ key }) => [key, 0]))
  let na = 0
  let missing = 0
  for (const one of all) {
    if (one.kind === 'value') values.set(one.key, (values.get(one.key) ?? 0) + 1)
    else if (one.kind === 'na') na += 1
    else missing += 1
  }
  return { values, na, missing, total: all.length }
}

/** How many count as met: only values of the scale that say so. What is missing or does not apply is none of them. */
export const metIn = ({ values }: Counts, scale: Scale): number =>
  scale.filter(({ meets }) => meets).reduce((sum, { key }) => sum + (values.get(key) ?? 0), 0)
