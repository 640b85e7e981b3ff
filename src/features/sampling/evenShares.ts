import type { SampleStratum } from './store.ts'

/** Each stratum has as many as its share of all that were drawn, up to one establishment. */
export function hasEvenShares(strata: readonly Pick<SampleStratum, 'population' | 'drawn'>[]): boolean {
  const population = strata.reduce((sum, stratum) => sum + stratum.population, 0)
  const drawn = strata.reduce((sum, stratum) => sum + stratum.drawn, 0)
  return population === 0 || strata.every(stratum => Math.abs(stratum.drawn - (stratum.population * drawn) / population) < 1)
}
