import { shareOf, type Share } from './share.ts'

/** How often one reviewer said this and the other that. */
export type Cell = { one: string; other: string; n: number }

/** From so many pairs on, kappa is worked out: its standard error is one of large samples. */
export const LEAST_FOR_KAPPA = 20

/**
 * How much more two agree than by chance: 1 when always, 0 when as often as chance would have it. The interval is one of 95%; null where the
 * formula gives it no width, as when they never differed.
 */
export type Kappa = { value: number; standardError: number; interval: [low: number, high: number] | null }

/** Why there is no kappa: too few pairs, or both always said the same one thing, so that chance explains all of it. */
export type NoKappa = 'few' | 'one_verdict'

/** How far two reviewers agree about the same questions, each without having seen what the other found. */
export type Agreement = { pairs: number; agreed: number; share: Share | null; kappa: Kappa | NoKappa }

export function agreementOf(cells: readonly Cell[]): Agreement {
  const pairs = sum(cells)
  const agreed = sum(cells.filter(({ one, other }) => one === other))
  return { pairs, agreed, share: shareOf(agreed, pairs), kappa: pairs < LEAST_FOR_KAPPA ? 'few' : kappaOf(cells) }
}

/**
 * Cohen's kappa, without weights: J. Cohen, A coefficient of agreement for nominal scales (Educational and Psychological Measurement 20,
 * 1960). Its standard error is that of J. L. Fleiss, J. Cohen and B. S. Everitt, Large sample standard errors of kappa and weighted kappa
 * (Psychological Bulletin 72, 1969), for a kappa that need not be 0; the interval is 1.96 of them either way.
 */
export function kappaOf(cells: readonly Cell[]): Kappa | 'one_verdict' {
  const pairs = sum(cells)
  const shares = cells.map(({ one, other, n }) => ({ one, other, p: n / pairs }))
  const row = marginal(shares, 'one')
  const column = marginal(shares, 'other')
  const of = (shared: ReadonlyMap<string, number>, category: string) => shared.get(category) ?? 0
  const observed = shares.reduce((all, { one, other, p }) => all + (one === other ? p : 0), 0)
  const chance = [...row].reduce((all, [category, p]) => all + p * of(column, category), 0)
  if (1 - chance < ROUNDING) return 'one_verdict'
  const value = (observed - chance) / (1 - chance)
  const spread = shares.reduce(
    (all, { one, other, p }) =>
      all +
      p *
        (one === other
          ? (1 - (of(row, one) + of(column, one)) * (1 - value)) ** 2
          : ((1 - value) * (of(column, one) + of(row, other))) ** 2),
    0,
  )
  const variance = (spread - (value - chance * (1 - value)) ** 2) / (pairs * (1 - chance) ** 2)
  if (variance < ROUNDING) return { value, standardError: 0, interval: null }
  const standardError = Math.sqrt(variance)
  return { value, standardError, interval: [Math.max(-1, value - 1.96 * standardError), Math.min(1, value + 1.96 * standardError)] }
}

/** What is left of a zero after adding up parts that are not whole. */
const ROUNDING = 1e-12

const sum = (cells: readonly Cell[]): number => cells.reduce((all, { n }) => all + n, 0)

function marginal(shares: readonly { one: string; other: string; p: number }[], side: 'one' | 'other'): Map<string, number> {
  const totals = new Map<string, number>()
  for (const share of shares) totals.set(share[side], (totals.get(share[side]) ?? 0) + share.p)
  return totals
}
