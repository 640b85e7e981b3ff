import { intervalOf } from './size.ts'

/** Of a question: how many self-ratings reviewers found to be over-rated, of how many that they could judge. */
export type OverRated = { question: string; over: number; judged: number }

const MOST = 5

/**
 * The questions whose self-ratings were over-rated most, by the least that the share can well be (`intervalOf`), so that 2 of 2 do not
 * stand before 30 of 40.
 */
export const mostOverRated = <Counted extends OverRated>(counted: readonly Counted[]): Counted[] =>
  counted
    .filter(({ over }) => over > 0)
    .toSorted((one, other) => leastShare(other) - leastShare(one))
    .slice(0, MOST)

/** Of fewer, the numbers speak for themselves: a share of three changes by a third with each of them. */
export const LEAST_FOR_SHARE = 10

/** What to bear in mind where all of them were judged at few establishments; blank where one was not. */
export const sayFewJudged = (most: readonly OverRated[]): string =>
  most.length > 0 && most.every(({ judged }) => judged < LEAST_FOR_SHARE)
    ? `Each was judged at fewer than ${LEAST_FOR_SHARE} establishments, so chance alone may have put it here.`
    : ''

const leastShare = ({ over, judged }: OverRated): number =>
  intervalOf(over / judged, { drawn: judged, population: Infinity, confidence: 95 })[0]
