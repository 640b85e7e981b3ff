import { describe, expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { frameOf, type ReturnFacts, type SamplePlan } from '../../../src/features/sampling/population.ts'
import { parseSample, sampleForm } from '../../../src/features/sampling/schemas.ts'
import { sayPlan } from '../../../src/features/sampling/words.ts'

let serial = 0
const facts = (change: Partial<ReturnFacts> = {}): ReturnFacts => {
  serial += 1
  return {
    returnId: asId(serial),
    establishmentId: asId(serial),
    key: `urn:${serial}`,
    name: `School ${serial}`,
    issued: true,
    disposition: 'completed_on_time',
    phase: 'Primary',
    setCode: 'A',
    typeGroup: 'Academies',
    pupils: 210,
    trust: '',
    authority: 'Northmoor',
    sampledInThreeYears: true,
    sampledHere: null,
    minutes: 90,
    allPositive: false,
    sampledBefore: true,
    sampledLately: null,
    firstTime: false,
    newHead: false,
    overRatedBefore: false,
    ...change,
  }
}
const plan = (change: Partial<SamplePlan> = {}): SamplePlan => ({
  base: 'completed',
  targets: [],
  fastMinutes: 15,
  leaveOutSampled: false,
  method: 'all',
  size: null,
  strata: 'phase',
  ...change,
})
/** How one return comes out: its reason when it can be drawn, "left out: …", or nothing when it is not meant at all. */
const standing = (change: Partial<ReturnFacts>, chosen: Partial<SamplePlan> = {}): string => {
  const { population, leftOut } = frameOf([facts(change)], plan(chosen))
  return population[0]?.reason ?? (leftOut[0] ? `left out: ${leftOut[0].reason}` : '')
}

describe('who can be drawn, and why', () => {
  test.each<[string, Partial<ReturnFacts>, Partial<SamplePlan>, string]>([
    ['a completed return', {}, {}, 'Completed on time'],
    ['the only one, of which nothing is left to lot', {}, { method: 'simple', size: { count: 1 } }, 'Completed on time'],
    ['an offline return', { disposition: 'completed_offline' }, {}, 'Completed offline'],
    ['an outstanding return is not completed', { disposition: 'outstanding_missing' }, {}, ''],
    ['an outstanding return', { disposition: 'outstanding_incomplete' }, { base: 'outstanding' }, 'Outstanding, incomplete'],
    ['any expected return', { disposition: 'outstanding_missing' }, { base: 'all' }, 'Outstanding, missing'],
    ['one that closed', { disposition: 'closed' }, { base: 'all' }, 'left out: Closed'],
    ['one that is covered', { disposition: 'covered_by_another' }, {}, 'left out: Covered by another return'],
    ['one that declined', { disposition: 'declined' }, {}, 'left out: Declined'],
    ['one to which nothing applies', { disposition: 'not_applicable' }, {}, 'left out: Not applicable'],
    ['one not issued', { issued: false, disposition: 'outstanding_missing' }, {}, 'left out: The audit has not been issued to it'],
    ['one without the reason that is looked for', {}, { targets: ['late'] }, ''],
    ['one in extension', { disposition: 'completed_in_extension' }, { targets: ['late'] }, 'Arrived after the first due date'],
    [
      'one late and quick',
      { disposition: 'completed_late', minutes: 1.5 },
      { targets: ['late', 'fast'] },
      'Arrived late; Answered in 1 minute',
    ],
    ['one exactly at the limit is not quick', { minutes: 15 }, { targets: ['fast'] }, ''],
    ['one without times is not quick', { minutes: null }, { targets: ['fast'] }, ''],
    ['one in seconds', { minutes: 0.5 }, { targets: ['fast'] }, 'Answered in under a minute'],
    ['one all green', { allPositive: true }, { targets: ['all_positive'] }, 'Every rating is the best of its scale'],
    ['one never sampled', { sampledBefore: false }, { targets: ['never_sampled'] }, 'Never sampled before'],
    ['one for the first time', { firstTime: true }, { targets: ['first_time'] }, 'First time in the audit'],
    ['one over-rated before', { overRatedBefore: true }, { targets: ['over_rated'] }, 'Over-rated in an earlier round'],
    ['one with a new head', { newHead: true }, { targets: ['new_head'] }, 'New head in the last year'],
    ['one drawn lately', { sampledLately: 'Spring' }, { leaveOutSampled: true }, 'left out: Drawn within the last year, in “Spring”'],
    [
      'one not sampled in three years',
      { sampledInThreeYears: false },
      { targets: ['not_in_three_years'] },
      'Not sampled in the last three years',
    ],
    ['one sampled in three years', {}, { targets: ['not_in_three_years'] }, ''],
    ['one in another sample', { sampledHere: 'First' }, { leaveOutDrawnHere: true }, 'left out: In another sample of this round, “First”'],
    ['one in another sample that is wanted again', { sampledHere: 'First' }, { leaveOutDrawnHere: false }, 'Completed on time'],
    ['one drawn lately, when that does not matter', { sampledLately: 'Spring' }, {}, 'Completed on time'],
  ])('%s', (_name, change, chosen, expected) => expect(standing(change, chosen)).toBe(expected))

  test.each([
    ['phase', 'Primary'],
    ['set', 'Set A'],
    ['type_group', 'Academies'],
    ['size', 'Size 2: 100 to 249 pupils'],
    ['trust', 'No trust'],
    ['authority', 'Northmoor'],
    ['self_rating', 'Another rating, or none'],
  ] as const)('groups by %s', (strata, stratum) => {
    const by = (entry: Partial<ReturnFacts>) =>
      frameOf([facts(entry)], plan({ method: 'stratified', size: { count: 1 }, strata })).population[0]?.stratum
    expect(by({})).toBe(stratum)
    if (strata === 'type_group' || strata === 'authority') expect(by({ typeGroup: '', authority: '' })).toBe('Not stated')
    // As every other page calls those without a phase, not as the register does.
    if (strata === 'phase') for (const phase of ['', 'Not applicable']) expect(by({ phase })).toBe('Special, independent and other')
  })
})

test.each<[Partial<ReturnFacts>, SamplePlan['strata'], string]>([
  [{ pupils: null }, 'size', 'Size not known'],
  [{ pupils: 0 }, 'size', 'Size 1: under 100 pupils'],
  [{ pupils: 99 }, 'size', 'Size 1: under 100 pupils'],
  [{ pupils: 250 }, 'size', 'Size 3: 250 to 499 pupils'],
  [{ pupils: 999 }, 'size', 'Size 4: 500 to 999 pupils'],
  [{ pupils: 1000 }, 'size', 'Size 5: 1,000 pupils or more'],
  [{ trust: 'Hope Trust' }, 'trust', 'Hope Trust'],
  [{ allPositive: true }, 'self_rating', 'Every rating the best of its scale'],
  [{ disposition: 'outstanding_missing' }, 'self_rating', 'Not completed'],
])('of %j the group by %s is %s', (change, strata, expected) =>
  expect(frameOf([facts(change)], plan({ base: 'all', method: 'stratified', size: { count: 1 }, strata })).population[0]?.stratum).toBe(
    expected,
  ),
)

test('who is drawn by lot is said to be, and who is drawn anyway is not', () => {
  const entries = [facts(), facts(), facts({ phase: 'Secondary' })]
  const reasons = (change: Partial<SamplePlan>) => [...new Set(frameOf(entries, plan(change)).population.map(({ reason }) => reason))]
  for (const size of [{ count: 2 }, { percent: 50 }, { confidence: 90, margin: 50 }] as const)
    expect(reasons({ method: 'simple', size })).toEqual(['Completed on time; drawn by lot'])
  for (const size of [{ count: 3 }, { count: 50 }, { percent: 100 }, { confidence: 99, margin: 1 }] as const)
    expect(reasons({ method: 'simple', size })).toEqual(['Completed on time'])
  // Each group gives one at least: where all are groups of one, nobody is left.
  expect(reasons({ method: 'stratified', size: { count: 1 } })).toEqual(['Completed on time; drawn by lot'])
  entries.shift()
  expect(reasons({ method: 'stratified', size: { count: 1 } })).toEqual(['Completed on time'])
})

test('a group of which nobody can be drawn is named', () => {
  const entries = [facts(), facts({ phase: 'Secondary', sampledHere: 'First' }), facts({ phase: 'Nursery', disposition: 'closed' })]
  const stratified = plan({ method: 'stratified', size: { count: 1 }, leaveOutDrawnHere: true })
  expect(frameOf(entries, stratified).empty).toEqual(['Secondary'])
  expect(frameOf(entries, { ...stratified, leaveOutDrawnHere: false }).empty).toEqual([])
  // What is not completed is no group of what is drawn from completed returns.
  const bySelf = plan({ method: 'stratified', size: { count: 1 }, strata: 'self_rating' })
  const outstanding = facts({ disposition: 'outstanding_missing' })
  const best = facts({ allPositive: true, sampledHere: 'Dip sample 1' })
  expect(frameOf([facts(), outstanding], bySelf).empty).toEqual([])
  expect(frameOf([facts(), outstanding, best], { ...bySelf, leaveOutDrawnHere: true }).empty).toEqual([
    'Every rating the best of its scale',
  ])
})

test.each<[Partial<SamplePlan>, string]>([
  [{}, 'All of the completed returns.'],
  [{ method: 'stratified', size: { count: 5000 } }, '5,000 were asked for; all 104 that could be drawn, from the completed returns.'],
  [{ method: 'simple', size: { count: 104 } }, '104 by lot from the completed returns.'],
  [{ base: 'outstanding' }, 'All of the outstanding returns.'],
  [{ base: 'all', method: 'simple', size: { count: 3 } }, '3 by lot from the returns that are expected, completed or not.'],
  [{ method: 'simple', size: { percent: 10 } }, '10% by lot from the completed returns.'],
  [
    { method: 'stratified', size: { count: 12 }, strata: 'set', leaveOutSampled: true },
    '12 by lot, shared out by question set and at least one from each, from the completed returns. Establishments drawn in another round within the year before were left out.',
  ],
  [
    { method: 'simple', size: { confidence: 95, margin: 5 }, leaveOutDrawnHere: true },
    'As many as give a margin of error of 5 percentage points at 95% confidence, by lot from the completed returns. Establishments in another sample of the round were left out.',
  ],
  [
    { targets: ['fast', 'late'] },
    'A census: all of the completed returns, where at least one of these holds: answered in under 15 minutes; or arrived after the first due date.',
  ],
])('a plan says itself: %j', (change, words) => expect(sayPlan(plan(change), 104)).toBe(words))

test('a form that was never sent has defaults, and one that was sent keeps what was emptied', () => {
  const defaults = { name: 'Dip sample 1', seed: 's', areas: ['policies'] }
  expect(sampleForm({}, defaults)).toMatchObject({ name: 'Dip sample 1', areas: ['policies'], method: 'stratified' })
  const sent = sampleForm({ sent: '1', name: '', seed: '', method: 'all', base: 'all' }, defaults)
  expect(sent).toMatchObject({ name: '', areas: [] })
  expect(parseSample({ ...sent, name: 'x', seed: 'y' })).toMatchObject({ ok: true, plan: { method: 'all', size: null } })
})
