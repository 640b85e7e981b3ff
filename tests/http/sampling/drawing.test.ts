import { expect, test } from '@jest/globals'
import { createSample, membersOf, samplesOf } from '../../../src/features/sampling/index.ts'
import type { NewSample } from '../../../src/features/sampling/actions.ts'
import { sampleChoices } from '../../../src/features/sampling/actions.ts'
import { BASES, frameOf, TARGETS, type SamplePlan } from '../../../src/features/sampling/population.ts'
import { frameOfSample } from '../../../src/features/sampling/store.ts'
import { rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { inRollback } from '../../support/app.ts'
import { answer, returnIn, roundWith, sampleFacts } from './world.ts'

const sample = (roundId: Id<'round'>, change: Partial<NewSample['plan']> = {}, rest: Partial<NewSample> = {}): NewSample => ({
  roundId,
  name: 'Dip sample 1',
  seed: 'autumn',
  areas: ['policies', 'training'],
  plan: { base: 'completed', targets: [], fastMinutes: 30, leaveOutSampled: false, method: 'all', size: null, strata: 'phase', ...change },
  ...rest,
})

test(
  'a sample of all that are outstanding has each of them, with why, and nobody else',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { round, returns } = await roundWith(world, actor.partnershipId, [
      'on_time',
      'outstanding',
      'outstanding',
      'closed',
      'not_issued',
    ])
    const { sampleId, drawn } = await createSample(world.db, actor, sample(round.id, { base: 'outstanding' }))
    expect(drawn).toBe(2)
    const members = await membersOf(world.db, actor.partnershipId, sampleId)
    expect(members.map(({ returnId, reason }) => [returnId, reason])).toEqual([
      [returns[1]?.id, 'Outstanding, missing'],
      [returns[2]?.id, 'Outstanding, missing'],
    ])
    const { leftOut } = await frameOfSample(world.db, actor.partnershipId, sampleId)
    expect(leftOut.map(({ returnId, reason }) => [returnId, reason])).toEqual([
      [returns[3]?.id, 'Closed'],
      [returns[4]?.id, 'The audit has not been issued to it'],
    ])
    expect((await samplesOf(world.db, actor.partnershipId, round.id))[0]).toMatchObject({ drawn: 2, population: 2, drawnBy: actor.name })
    const events = await rows<{ verb: string }>(world.db, `select verb from events where round_id = ?`, [round.id])
    expect(events.map(({ verb }) => verb).sort()).toEqual(['return.sampled', 'return.sampled', 'sample.drawn'])
  }),
)

test(
  'a stratified sample has somebody from each phase, and says how many of how many',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { round } = await roundWith(world, actor.partnershipId, Array<'on_time'>(9).fill('on_time'))
    const { sampleId } = await createSample(world.db, actor, sample(round.id, { method: 'stratified', size: { count: 4 } }))
    const members = await membersOf(world.db, actor.partnershipId, sampleId)
    expect(members.map(({ stratum }) => stratum).sort()).toEqual(['Primary', 'Primary', 'Primary', 'Secondary'])
  }),
)

test(
  'reasons to look at a return are found in its answers, its dates and the years before',
  inRollback(async world => {
    const { db, make } = world
    const actor = await make.staffActor()
    const partnershipId = actor.partnershipId
    const before = await roundWith(world, partnershipId, [], { opens_at: new Date('2025-01-01'), name: 'Last year' })
    const { round } = await roundWith(world, partnershipId, [])
    const green = await returnIn(world, round, 'on_time')
    await answer(world, green, { policies_child_protection_current: 'yes', policies_staff_code: 'met' })
    const amber = await returnIn(world, round, 'late')
    await answer(world, amber, { policies_child_protection_current: 'yes', policies_staff_code: 'partly' })
    const quick = await returnIn(world, round, 'on_time')
    await db.raw(`update returns set started_at = submitted_at - interval '4 minutes' where id = ?`, [quick.id])
    const drawnLastYear = await make.auditReturn({
      partnership_id: partnershipId,
      round_id: before.round.id,
      establishment_id: amber.establishment_id,
      status: 'issued',
    })
    await createSample(db, actor, sample(before.round.id, { base: 'all' }))

    const reasons = async (change: Partial<NewSample['plan']>) => {
      const { sampleId } = await createSample(db, actor, sample(round.id, change, { name: JSON.stringify(change) }))
      return Object.fromEntries((await membersOf(db, partnershipId, sampleId)).map(({ returnId, reason }) => [returnId, reason]))
    }
    expect(await reasons({ targets: ['all_positive'] })).toEqual({ [green.id]: 'Every rating is the best of its scale' })
    expect(await reasons({ targets: ['late', 'fast'] })).toEqual({ [amber.id]: 'Arrived late', [quick.id]: 'Answered in 4 minutes' })
    expect(await reasons({ targets: ['first_time'] })).toEqual({
      [green.id]: 'First time in the audit',
      [quick.id]: 'First time in the audit',
    })
    expect(Object.keys(await reasons({ leaveOutSampled: true }))).toEqual([String(green.id), String(quick.id)])
    expect(drawnLastYear.round_id).toBe(before.round.id)
    // By now each of the three was drawn by one of the samples above.
    await expect(reasons({ targets: ['never_sampled'] })).rejects.toThrow('No return matches')
  }),
)

test(
  'the same form sent twice draws one sample, and a draw that changed since it was looked at is refused',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { round } = await roundWith(world, actor.partnershipId, ['on_time', 'on_time'])
    const once = sample(round.id, {}, { requestKey: '6f1c3f63-6a39-4f8f-8b7a-0c7f0d1f0b11' })
    const first = await createSample(world.db, actor, once)
    expect(await createSample(world.db, actor, once)).toEqual(first)
    expect(await samplesOf(world.db, actor.partnershipId, round.id)).toHaveLength(1)
    await expect(
      createSample(world.db, actor, sample(round.id, {}, { name: 'Another', expected: { print: 'another', newest: 0, again: '/again' } })),
    ).rejects.toMatchObject({ code: 'sampling.draw_changed' })
  }),
)

test(
  'another partnership has no part in it',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const other = await world.make.staffActor()
    const { round } = await roundWith(world, actor.partnershipId, ['on_time'])
    await expect(createSample(world.db, other, sample(round.id))).rejects.toMatchObject({ code: 'not_found' })
    const { sampleId } = await createSample(world.db, actor, sample(round.id))
    expect(await membersOf(world.db, other.partnershipId, sampleId)).toEqual([])
  }),
)

test(
  'each number on the form of a sample is how many it would be drawn from',
  inRollback(async world => {
    const { make, db } = world
    const actor = await make.staffActor()
    const earlier = await make.round({ partnership_id: actor.partnershipId, opens_at: new Date('2025-10-01T07:00:00Z') })
    const { round, returns } = await roundWith(world, actor.partnershipId, [
      'on_time',
      'late',
      'on_time',
      'outstanding',
      'closed',
      'not_issued',
    ])
    const [best, late, fast, outstanding] = returns
    await answer(world, best!, { policies_child_protection_current: 'yes' })
    await answer(world, late!, { policies_child_protection_current: 'no' })
    await db.raw(`update returns set started_at = submitted_at - interval '12 minutes' where id = ?`, [fast!.id])
    for (const { establishment_id } of [best!, outstanding!]) {
      const before = await make.auditReturn({ partnership_id: actor.partnershipId, round_id: earlier.id, establishment_id })
      if (establishment_id === best!.establishment_id)
        await createSample(db, actor, sample(earlier.id, { base: 'all' }, { name: `Of ${before.id}` }))
    }
    await make.contact({ partnership_id: actor.partnershipId, establishment_id: late!.establishment_id, role: 'head', from_on: new Date() })
    const facts = await sampleFacts(db, actor.partnershipId, round.id)
    const from = (plan: Partial<SamplePlan>) =>
      frameOf(facts, {
        base: 'all',
        targets: [],
        fastMinutes: 15,
        leaveOutSampled: false,
        method: 'all',
        size: null,
        strata: 'phase',
        ...plan,
      })
    const counts = await sampleChoices(db, { id: round.id, partnershipId: actor.partnershipId }, { fastMinutes: '' })
    const expected = {
      bases: Object.fromEntries(BASES.map(base => [base, from({ base }).population.length])),
      targets: Object.fromEntries(TARGETS.map(target => [target, from({ targets: [target] }).population.length])),
      sampledLately: from({}).population.length - from({ leaveOutSampled: true }).population.length,
      sampledHere: from({}).population.length - from({ leaveOutDrawnHere: true }).population.length,
    }
    expect(counts).toEqual(expected)
    expect(counts).toEqual({
      bases: { completed: 3, outstanding: 1, all: 4 },
      targets: { all_positive: 1, late: 1, fast: 1, never_sampled: 3, not_in_three_years: 3, first_time: 2, new_head: 1, over_rated: 0 },
      sampledLately: 1,
      sampledHere: 0,
    })
  }),
)

test(
  'who was drawn longer ago than three years counts as not sampled in three years, and who is in another sample of the round is counted',
  inRollback(async world => {
    const { db, make } = world
    const actor = await make.staffActor()
    const { partnershipId } = actor
    const earlier = await make.round({ partnership_id: partnershipId, opens_at: new Date('2022-01-01') })
    const { round, returns } = await roundWith(world, partnershipId, ['on_time', 'on_time'])
    await make.auditReturn({ partnership_id: partnershipId, round_id: earlier.id, establishment_id: returns[0]!.establishment_id })
    const { sampleId } = await createSample(db, actor, sample(earlier.id, { base: 'all' }))
    const choices = () => sampleChoices(db, { id: round.id, partnershipId }, { fastMinutes: '' })
    expect((await choices()).targets).toMatchObject({ never_sampled: 1, not_in_three_years: 1 })
    await db.raw(`update dip_samples set drawn_at = now() - interval '3 years 1 day' where id = ?`, [sampleId])
    expect((await choices()).targets).toMatchObject({ never_sampled: 1, not_in_three_years: 2 })
    const { sampleId: first } = await createSample(
      db,
      actor,
      sample(round.id, { method: 'simple', size: { count: 1 }, leaveOutDrawnHere: true }),
    )
    expect((await choices()).sampledHere).toBe(1)
    const { sampleId: second } = await createSample(db, actor, sample(round.id, { leaveOutDrawnHere: true }, { name: 'Second' }))
    const drawn = await Promise.all([first, second].map(id => membersOf(db, partnershipId, id)))
    expect(
      drawn
        .flat()
        .map(({ returnId }) => returnId)
        .sort(),
    ).toEqual(returns.map(({ id }) => id).sort())
    expect((await frameOfSample(db, partnershipId, second)).leftOut.map(({ reason }) => reason)).toEqual([
      'In another sample of this round, “Dip sample 1”',
    ])
  }),
)
