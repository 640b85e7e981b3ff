import type { Id } from '../../platform/id.ts'
import { hasEvenShares, type SampleStratum } from '../sampling/index.ts'

/** What was counted in one stratum of one sample. */
export type CountedStratum = { sampleId: Id<'sample'>; stratum: string; n: number; of: number }

/** A stratum as it was drawn from, and of how many of it something is known: those who were drawn, or those of them who were reviewed. */
export type LookedAt = Pick<SampleStratum, 'sampleId' | 'stratum' | 'population'> & { lookedAt: number }

/**
 * The share of those who count, with each establishment that was looked at standing for as many of its stratum as were not: the ratio
 * estimator for a part of the population (who was asked) of W. G. Cochran, Sampling Techniques (3rd edition, 1977), section 5A.14. Who
 * was drawn and not reviewed stands for nobody, so a stratum that is reviewed in part weighs what it does. One of which nobody was
 * looked at is left out.
 *
 * @returns null when n divided by N is the same: nobody was counted, the sample has no strata, of each its share was looked at (as whole
 *   establishments can), or several samples were counted together
 */
export function weightedShare(counted: readonly CountedStratum[], strata: readonly LookedAt[]): number | null {
  const samples = new Set(counted.map(({ sampleId }) => sampleId))
  const mine = strata.filter(({ sampleId, lookedAt }) => samples.has(sampleId) && lookedAt > 0)
  if (samples.size !== 1 || hasEvenShares(mine.map(({ population, lookedAt }) => ({ population, drawn: lookedAt })))) return null
  let all = 0
  let sum = 0
  for (const { stratum, n, of } of counted) {
    const { population = 0, lookedAt = 1 } = mine.find(known => known.stratum === stratum) ?? {}
    all += (population / lookedAt) * of
    sum += (population / lookedAt) * n
  }
  return all === 0 ? null : sum / all
}
