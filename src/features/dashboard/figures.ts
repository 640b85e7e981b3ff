/** How many returns of a round stand so: counted at one moment, each by a column of `RETURNS_SQL`. */
export type RoundCounts = {
  in_round: number
  not_issued: number
  issued: number
  not_expected: number
  expected: number
  completed: number
}

/**
 * The share that every page, statement and file tells, in words that say of what: completed of those expected, which are those issued
 * without those that are not expected (closed, covered, not applicable, declined). Nothing where nobody is expected.
 */
export function shareOfExpected({ completed, expected }: Pick<RoundCounts, 'completed' | 'expected'>): string {
  return expected === 0 ? '' : `${wholePercent(completed, expected)}% of the ${expected.toLocaleString('en-GB')} expected`
}

/** Rounded, but 100 and 0 only when it is all or none. */
function wholePercent(n: number, of: number): number {
  if (of === 0) return 0
  const rounded = Math.round((100 * n) / of)
  if (rounded === 100 && n < of) return 99
  return rounded === 0 && n > 0 ? 1 : rounded
}
