import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { drawSample } from '../../../src/features/sampling/draw.ts'
import type { FrameMember, SamplePlan } from '../../../src/features/sampling/population.ts'
import { sayDraw } from '../../../src/features/sampling/sayDraw.ts'

/** What is said of a draw of so many from groups of these sizes. */
function said(groups: Record<string, number>, count: number): string {
  const population = Object.entries(groups).flatMap(([stratum, size]) =>
    Array.from({ length: size }, (_, at) => ({ key: `${stratum} ${at}`, stratum, returnId: asId<'return'>(at) }) as FrameMember),
  )
  const plan = { method: 'stratified', size: { count } } as SamplePlan
  return sayDraw({ population, empty: [] }, drawSample(population, { kind: 'stratified', size: { count } }, 'seed'), plan).join(' ')
}

test('what a draw can tell is worked out by lot where groups have their share, and group by group where they have not', () => {
  expect(said({ Primary: 80, Secondary: 20 }, 20)).toMatch(/if 80 in 100 of the sample agree, then between 61 and 91 in 100/)
  // Seven groups of one or two take seven of the eight; the large one is told of by a single school.
  const small = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`Trust ${at}`, 2]))
  expect(said({ ...small, 'No trust': 86 }, 8)).toContain('What it can tell: nothing about the 100 establishments')
  const uneven = said({ ...small, 'No trust': 86 }, 20)
  expect(uneven).toContain('some groups have more in the sample than their share')
  expect(uneven).toMatch(/If 80 in 100 of each group agree, then between \d+ and \d+ in 100 of the 100 establishments do, 95 times in 100/)
  expect(uneven).not.toContain('of the sample agree')
})
