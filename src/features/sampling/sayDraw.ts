import { sayCount, sayList, sayNumber } from '../../platform/say.ts'
import { sampleSize, type Draw } from './draw.ts'
import type { Frame, SamplePlan } from './population.ts'
import { hasEvenShares } from './evenShares.ts'
import { intervalOf, intervalOverStrata, LEAST_COUNTED, strataCountAs, tellsNothing, type Confidence } from './size.ts'

/** What whoever looks at a draw should know of it: where it is not what was asked for, and what it can tell. */
export function sayDraw(frame: Pick<Frame, 'population' | 'empty'>, draw: Draw, plan: SamplePlan): string[] {
  const population = frame.population.length
  const drawn = draw.members.length
  const wanted = plan.size
  return [
    ...(population === 1 ? ['There is only one establishment to draw from, so nothing is left to lot.'] : []),
    ...(wanted !== null && 'count' in wanted && wanted.count > population
      ? [
          `You asked for ${sayNumber(wanted.count)}, but there ${population === 1 ? 'is' : 'are'} only ${sayNumber(population)} to draw from. All of them are drawn.`,
        ]
      : []),
    ...(wanted !== null && drawn > sampleSize(population, wanted)
      ? [
          `There are ${sayNumber(draw.strata.length)} groups, and each gives at least one, so ${sayNumber(drawn)} are drawn and not ${sayNumber(sampleSize(population, wanted))}.`,
        ]
      : []),
    ...(frame.empty.length > 0
      ? [
          `There is nobody to draw from in ${sayList(frame.empty)}. The sample says nothing about ${frame.empty.length === 1 ? 'this group' : 'these groups'}.`,
        ]
      : []),
    sayCanTell({ drawn, population, strata: draw.strata, confidence: wanted !== null && 'confidence' in wanted ? wanted.confidence : 95 }),
  ]
}

/** "If 80 in 100 of the sample agree, then between 62 and 91 in 100 of all 104 do."; of groups that were drawn from unevenly, of each group. */
function sayCanTell(sample: { drawn: number; population: number; strata: Draw['strata']; confidence: Confidence }): string {
  const { drawn, population, strata, confidence } = sample
  if (drawn >= population) return 'Everyone who could be drawn is in the sample, so what is found holds for all of them.'
  const even = hasEvenShares(strata)
  if (tellsNothing(sample) || (!even && strataCountAs(strata) < LEAST_COUNTED))
    return `What it can tell: nothing about the ${sayCount(population, 'establishment')} that it is drawn from. With ${drawn === 1 ? 'one' : `only ${drawn}`} in the sample, what is found holds for ${drawn === 1 ? 'that one' : 'those'} alone.`
  const found = even ? intervalOf(0.8, sample) : intervalOverStrata(0.8, strata, confidence)
  const [low, high] = found.map(share => Math.round(share * 100))
  const said = `between ${low ?? 0} and ${high ?? 100} in 100 of the ${sayCount(population, 'establishment')} do, ${confidence} times in 100`
  return even
    ? `What it can tell: if 80 in 100 of the sample agree, then ${said}.`
    : `What it can tell: some groups have more in the sample than their share, so each group counts by its size, and what is found of the sample as it stands is not what holds for all. If 80 in 100 of each group agree, then ${said}.`
}
