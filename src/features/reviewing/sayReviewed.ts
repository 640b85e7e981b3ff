import { sayCount, sayNumber } from '../../platform/say.ts'
import { LEAST_FOR_KAPPA, type Agreement } from './agreement.ts'
import { judgedOf, type SelfRated } from './selfRating.ts'
import { sayShare } from './share.ts'

/** What reviewers found of all self-ratings that they looked at, in one sentence. */
export const sayWhole = (counts: SelfRated): string =>
  `Reviewers could judge ${sayCount(judgedOf(counts), 'answer')} of ${sayCount(counts.establishments, 'establishment')}: ${sayNumber(counts.agrees)} ${counts.agrees === 1 ? 'holds' : 'hold'}, ${sayNumber(counts.over)} ${counts.over === 1 ? 'is' : 'are'} over-rated and ${sayNumber(counts.under)} under-rated.`

/** "18 of 24: 75% (55% to 88%)"; of few the numbers alone. */
export const sayAgreed = ({ agreed, pairs, share }: Agreement): string =>
  share === null ? `${sayNumber(agreed)} of ${sayNumber(pairs)}` : `${sayNumber(agreed)} of ${sayNumber(pairs)}: ${sayShare(agreed, pairs)}`

/** Kappa with its interval, or why there is none. */
export function sayKappa({ pairs, kappa }: Agreement): string {
  if (kappa === 'few') return `${sayCount(pairs, 'pair')}: kappa is worked out from ${LEAST_FOR_KAPPA} on`
  if (kappa === 'one_verdict') return 'None: both gave the same one verdict every time, so nothing tells agreement from chance'
  const value = decimal(kappa.value)
  return kappa.interval === null
    ? `${value}, without an interval: where two never differ its formula gives none`
    : `${value} (${kappa.interval.map(decimal).join(' to ')})`
}

/** "0.68", "−0.05", never "−0.00". */
export const decimal = (value: number): string => (Math.round(100 * value) / 100 || 0).toFixed(2).replace('-', '−')
