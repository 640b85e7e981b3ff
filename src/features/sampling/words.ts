import { sayNumber } from '../../platform/say.ts'
import type { SampleSize } from './draw.ts'
import { TARGET_WORDS, type Base, type SamplePlan, type Target } from './population.ts'
import { STRATA_WORDS } from './stratum.ts'

export const BASE_WORDS: Record<Base, string> = {
  completed: 'Completed returns',
  outstanding: 'Outstanding returns',
  all: 'Every return that is expected, completed or not',
}

/**
 * "12 by lot, shared out by phase of education and at least one from each, from the completed returns.": the method of a sample in words.
 *
 * @param population how many there were to draw from: where more were asked for, it says so, and that all of them are drawn
 */
export function sayPlan(plan: SamplePlan, population: number): string {
  const from = plan.base === 'all' ? 'returns that are expected, completed or not' : `${plan.base} returns`
  const targets = plan.targets.map(target => sayTarget(target, plan.fastMinutes)).join('; or ')
  const narrowed = targets === '' ? '' : `, where at least one of these holds: ${targets}`
  const census = plan.method === 'all' && narrowed !== '' ? 'A census: ' : ''
  return [
    `${census}${census === '' ? sayMethod(plan, population) : 'all of the'} ${from}${narrowed}.`,
    ...(plan.leaveOutSampled ? ['Establishments drawn in another round within the year before were left out.'] : []),
    ...(plan.leaveOutDrawnHere ? ['Establishments in another sample of the round were left out.'] : []),
    ...(plan.leaveOutDrawnHere === false ? ['Establishments in another sample of the round could be drawn again.'] : []),
  ].join(' ')
}

export const sayTarget = (target: Target, fastMinutes: number): string =>
  target === 'fast'
    ? `answered in under ${fastMinutes} minutes`
    : TARGET_WORDS[target].words.charAt(0).toLowerCase() + TARGET_WORDS[target].words.slice(1)

function sayMethod({ method, size, strata }: SamplePlan, population: number): string {
  if (method === 'all' || size === null) return 'All of the'
  if ('count' in size && population > 0 && size.count > population)
    return `${sayNumber(size.count)} were asked for; all ${sayNumber(population)} that could be drawn, from the`
  const many = saySize(size)
  return method === 'simple'
    ? `${many} by lot from the`
    : `${many} by lot, shared out by ${STRATA_WORDS[strata]} and at least one from each, from the`
}

const saySize = (size: SampleSize): string =>
  'count' in size
    ? sayNumber(size.count)
    : 'percent' in size
      ? `${size.percent}%`
      : `As many as give a margin of error of ${size.margin} percentage points at ${size.confidence}% confidence,`
