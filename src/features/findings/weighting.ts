import type { Id } from '../../platform/id.ts'
import { hasEvenShares, type SampleStratum } from '../sampling/index.ts'

/** What was counted in one stratum of one sample. */
export type CountedStratum = { sampleId: Id<'sample'>; stratum: string; n: number; of: number }

/**
 * The share of those who count with each stratum weighed by how many establishments it was drawn from: the stratified estimator of
 * W. G. Cochran, Sampling Techniques (3rd edition, 1977), section 5.3. A stratum of which nobody could be counted is left out.
 *
 * @returns null when n divided by N is the same: nobody was counted, the sample has no strata, it gave each stratum its share (as whole
 *   establishments can), or several samples were counted together
 */
export function weightedShare(counted: readonly CountedStratum[], strata: readonly SampleStratum[]): number | null {
  const samples = new Set(counted.map(({ sampleId }) => sampleId))
  const mine = strata.filter(({ sampleId }) => samples.has(sampleId))
  if (samples.size !== 1 || hasEvenShares(mine)) return null
  let weight = 0
  let sum = 0
  for (const { stratum, n, of } of counted) {
    const population = mine.find(known => known.stratum === stratum)?.population ?? 0
    if (of === 0) continue
    weight += population
    sum += (population * n) / of
  }
  return weight === 0 ? null : sum / weight
}
