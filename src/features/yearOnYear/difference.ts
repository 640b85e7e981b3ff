import { intervalOf } from '../sampling/index.ts'

/** n of the N who answered. */
export type Counted = { n: number; of: number }
/** The same of establishments that answered in both rounds. @property both how many gave the answer each time */
export type Matched = { of: number; then: number; now: number; both: number }

/** Of fewer in either round, whatever the settings, no share is named: one more would change it by more than ten percentage points. */
const LEAST_FOR_SHARE = 10

/**
 * By how much the share has changed, from -1 to 1, and between which two it would lie 95 times in 100 by chance alone.
 * `clear`: chance alone would not do it.
 */
export type Difference = { by: number; low: number; high: number; clear: boolean }

/**
 * The difference of two shares with the interval of R. G. Newcombe from the score intervals of both (Statistics in Medicine 17, 1998,
 * pages 873 to 890, method 10). Null of so few that none should be named.
 */
export function differenceOf(then: Counted, now: Counted, least: number): Difference | null {
  if (isFew(then.of, least) || isFew(now.of, least)) return null
  const [before, after] = [sharedOf(then), sharedOf(now)]
  const by = after.share - before.share
  const low = by - Math.hypot(after.share - after.low, before.high - before.share)
  const high = by + Math.hypot(after.high - after.share, before.share - before.low)
  return { by, low, high, clear: low > 0 || high < 0 }
}

/**
 * The same where each establishment is held against itself: the interval of A. Agresti and Y. Min (Statistics in Medicine 24, 2005, pages
 * 729 to 740), with half an establishment more in each of the four kinds of pair.
 */
export function matchedDifference({ of, then, now, both }: Matched, least: number): Difference | null {
  if (isFew(of, least)) return null
  const [gained, lost, all] = [now - both + 0.5, then - both + 0.5, of + 2]
  const middle = (gained - lost) / all
  const half = (Z_95 * Math.sqrt(gained + lost - (gained - lost) ** 2 / all)) / all
  const [low, high] = [Math.max(-1, middle - half), Math.min(1, middle + half)]
  return { by: (now - then) / of, low, high, clear: low > 0 || high < 0 }
}

/** The two-sided 95% point of the normal distribution. */
const Z_95 = 1.96

export const isFew = (of: number, least: number): boolean => of < Math.max(LEAST_FOR_SHARE, least)

function sharedOf({ n, of }: Counted): { share: number; low: number; high: number } {
  const [low, high] = intervalOf(n / of, { drawn: of, population: Infinity, confidence: 95 })
  return { share: n / of, low, high }
}

/** "+12 (4 to 20)": in percentage points. */
export function saySigned({ by, low, high }: Difference): string {
  return `${signed(by)} (${signed(low)} to ${signed(high)})`
}

const signed = (share: number): string => {
  const points = Math.round(100 * share)
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0'
}

export const sayShare = ({ n, of }: Counted): string => (of === 0 ? '' : `${Math.round((100 * n) / of)}%`)
