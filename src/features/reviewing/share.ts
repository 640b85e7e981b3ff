import { intervalOf, overRated } from '../sampling/index.ts'

export const { LEAST_FOR_SHARE } = overRated

/** A share of what was looked at, and between which two the share of all that could have been looked at lies, 95 times in 100. */
export type Share = { value: number; low: number; high: number }

/** A share with its score interval (Wilson 1927: `intervalOf`), of a population without end; null of so few that none should be named. */
export function shareOf(n: number, of: number): Share | null {
  if (of < LEAST_FOR_SHARE) return null
  const [low, high] = intervalOf(n / of, { drawn: of, population: Infinity, confidence: 95 })
  return { value: n / of, low, high }
}

/** "85% (71% to 93%)"; of few "3 of 7". */
export function sayShare(n: number, of: number): string {
  const share = shareOf(n, of)
  return share === null ? `${n} of ${of}` : `${percent(share.value)} (${percent(share.low)} to ${percent(share.high)})`
}

const percent = (share: number): string => `${Math.round(100 * share)}%`
