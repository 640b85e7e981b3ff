/** How sure a sample is to be: so many times in a hundred, no further from the truth than so many percentage points. */
export type Precision = { confidence: Confidence; margin: number }

export const CONFIDENCES = [90, 95, 99] as const
export type Confidence = (typeof CONFIDENCES)[number]

/** The two-sided points of the normal distribution, as the published tables give them. */
const Z: Record<Confidence, number> = { 90: 1.645, 95: 1.96, 99: 2.576 }

/**
 * How many must be drawn, before it is rounded up: n0 = z² p(1 − p) / e² with p = 0.5, where most are needed, and then the correction for
 * a population that is no larger than N: n0 / (1 + (n0 − 1) / N).
 * W. G. Cochran, Sampling Techniques (3rd edition, 1977), section 4.4.
 */
export function neededFor(population: number, { confidence, margin }: Precision): number {
  const unlimited = (Z[confidence] ** 2 * 0.25) / (margin / 100) ** 2
  return population === 0 ? 0 : unlimited / (1 + (unlimited - 1) / population)
}

/** As how many of an endless population a sample counts: the correction of Cochran (section 2.6). Of one that is endless, as it is. */
const countsAs = ({ drawn, population }: { drawn: number; population: number }): number =>
  (drawn * (1 - 1 / population)) / (1 - drawn / population)

/** A group that was drawn from, with how many of it were. */
type DrawnStratum = { drawn: number; population: number }

/**
 * The same of a draw by strata that have not their even share: as many of an endless population by lot alone as leave the truth as open as
 * these do, when each stratum counts by its size. That is p(1 − p) over the variance of the weighted share, the sum over strata of
 * W² (N − n) / (N − 1) · p(1 − p) / n (W. G. Cochran, Sampling Techniques, 3rd edition, 1977, section 5.10), where W is the part of the
 * population that is in the stratum and the share is the same in each. Of one stratum it is `countsAs`.
 */
export function strataCountAs(strata: readonly DrawnStratum[]): number {
  const all = strata.reduce((sum, { population }) => sum + population, 0)
  const open = strata.filter(({ drawn, population }) => drawn < population)
  return 1 / open.reduce((sum, stratum) => sum + (stratum.population / all) ** 2 / countsAs(stratum), 0)
}

/** Of what counts as fewer, nobody can say 80 in 100. */
export const LEAST_COUNTED = 5

/** Whether so few tell nothing of the rest: one or two, or what counts as fewer than five. */
export const tellsNothing = (sample: { drawn: number; population: number }): boolean =>
  sample.drawn < sample.population && (sample.drawn < 3 || countsAs(sample) < LEAST_COUNTED)

/**
 * Between which shares of a population the truth lies when so large a share of a sample says yes: the score interval of E. B. Wilson
 * (Journal of the American Statistical Association 22, 1927), with the sample counted as `countsAs` says. Nobody is unsure of a population that was
 * drawn whole.
 */
export function intervalOf(
  share: number,
  { drawn, population, confidence }: { drawn: number; population: number; confidence: Confidence },
): [low: number, high: number] {
  if (drawn >= population) return [share, share]
  return scoreInterval(share, countsAs({ drawn, population }), confidence)
}

/** The same of a draw by strata, with each stratum by its size: that of Wilson, with the sample counted as `strataCountAs` says. */
export const intervalOverStrata = (share: number, strata: readonly DrawnStratum[], confidence: Confidence): [low: number, high: number] =>
  strata.every(({ drawn, population }) => drawn >= population) ? [share, share] : scoreInterval(share, strataCountAs(strata), confidence)

function scoreInterval(share: number, n: number, confidence: Confidence): [low: number, high: number] {
  const z2 = Z[confidence] ** 2
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z[confidence] * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))) / (1 + z2 / n)
  return [middle - half, middle + half]
}
