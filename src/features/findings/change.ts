import { differenceOf, type Difference } from '../yearOnYear/index.ts'
import { quantityOf, type Count, type Finding } from './finding.ts'
import { sayQuantity, type Whom } from './quantifier.ts'

/** A number of an earlier round that a finding is held against. */
export type Then = Pick<Count, 'n' | 'of' | 'among'>

/** Why a finding of this source is not held against an earlier round at all; blank when it may be. */
export const sayNotOfAnswers = ({ source }: Pick<Finding, 'source'>): string =>
  source === 'completed'
    ? ''
    : 'It is about a dip sample, and each round draws its own. Only findings on the answers of completed returns are compared.'

/**
 * How a finding has changed, in words that follow it: "In “Audit 2025” it was more than half (60) of the 98 establishments that sent
 * theirs. The share has risen by 12 percentage points (95% interval: 4 to 20)."
 *
 * @param least of fewer no word is used, and no difference said
 */
export function sayChange(now: Pick<Count, 'n' | 'of'>, then: Then, { since, least }: { since: string; least: number }): string {
  const was = sayQuantity(quantityOf({ ...then, weighted: null }, least), whomThen(then))
  return `In “${since}” it was ${was.charAt(0).toLowerCase()}${was.slice(1)}. ${sayDifference(differenceOf(then, now, least))}`
}

const whomThen = ({ of, among }: Then): Whom => {
  const more = of < among ? ' and answered this' : ''
  return { one: `establishment that sent its return${more}`, many: `establishments that sent theirs${more}` }
}

function sayDifference(difference: Difference | null): string {
  if (!difference) return 'Too few answered to say how much has changed.'
  const { by, low, high, clear } = difference
  if (!clear) return 'The difference is no larger than chance alone could make it.'
  const [from, to] = [low, high].map(share => Math.round(100 * Math.abs(share))).sort((one, other) => one - other)
  const points = Math.round(100 * Math.abs(by))
  return `The share has ${by > 0 ? 'risen' : 'fallen'} by ${points} percentage ${points === 1 ? 'point' : 'points'} (95% interval: ${from} to ${to}).`
}
