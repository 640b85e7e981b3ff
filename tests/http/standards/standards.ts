import { expect } from '@jest/globals'
import { startExercise } from '../../../src/features/standards/exerciseActions.ts'
import { exerciseAgencies, exerciseStandards } from '../../../src/features/standards/exerciseStore.ts'
import { addressOfLink, makeLink } from '../../../src/features/standards/linkActions.ts'
import { DEFAULT_SCALE } from '../../../src/features/standards/scale.ts'
import { addStandards, createSet, removeSet } from '../../../src/features/standards/setActions.ts'
import type { SetText } from '../../../src/features/standards/store.ts'
import type { Fields, TestWorld } from '../../support/app.ts'

const DAY = 86_400_000

/** A set that nobody was asked to rate, and one that was removed. */
export async function unusedSets(world: TestWorld, partnership: Parameters<TestWorld['make']['staffActor']>[0]) {
  const actor = await world.make.staffActor(partnership)
  const text: SetText = { title: 'Unused', introduction: '', scale: DEFAULT_SCALE, rollUp: 'worst', shared: false }
  const { setId: unused } = await createSet(world.db, actor, { set: text })
  const { setId: removed } = await createSet(world.db, actor, { set: { ...text, title: 'Removed' } })
  await removeSet(world.db, actor, removed)
  return { unused, removed }
}

/** A set with three standards, and an exercise that asks the police and probation. */
export async function exerciseIn(
  world: TestWorld,
  change: Partial<SetText> = {},
  partnership?: Parameters<TestWorld['make']['staffActor']>[0],
) {
  const { db, deps, make } = world
  const actor = await make.staffActor(partnership)
  const { partnershipId } = actor
  const set: SetText = {
    title: 'Multi-agency standards',
    introduction: 'Rate what you know.',
    scale: DEFAULT_SCALE,
    rollUp: 'worst',
    shared: false,
    ...change,
  }
  const { setId } = await createSet(db, actor, { set })
  const titles = ['Leaders know', 'Staff are trained', 'Children are heard']
  await addStandards(db, actor, { setId, standards: titles.map((title, at) => ({ code: `S${at + 1}`, title, text: '' })) })
  const dueAt = new Date(Date.now() + 20 * DAY)
  const { exerciseId } = await startExercise(db, actor, { setId, title: 'Spring 2027', dueAt, agencies: ['Police', 'Probation'] })
  const standards = await exerciseStandards(db, partnershipId, exerciseId)
  const [police, probation] = await exerciseAgencies(db, partnershipId, exerciseId)
  const linkOf = async (agency: typeof police, endsAt = new Date(Date.now() + 40 * DAY)) => {
    const of = { exerciseId, agencyId: agency!.id }
    await makeLink({ ...deps, db }, actor, { ...of, seen: null, contactName: 'Jo Field', contactEmail: '', endsAt })
    return new URL((await addressOfLink({ ...deps, db }, actor, of))!).pathname
  }
  return {
    actor,
    partnershipId,
    setId,
    exerciseId,
    standards,
    police: police!,
    probation: probation!,
    linkOf,
    browser: await world.staff(actor.accountId),
    at: `/standards/exercises/${exerciseId}`,
  }
}

export type Exercise = Awaited<ReturnType<typeof exerciseIn>>

/** The boxes of some standards, as a browser would send them. @param ratings by the place of the standard, from 0 */
export function boxes({ standards }: Pick<Exercise, 'standards'>, ratings: Record<number, Partial<Record<Box, string>>>): Fields {
  const fields: Fields = {}
  for (const [place, given] of Object.entries(ratings)) {
    const standard = standards[Number(place)]
    expect(standard).toBeDefined()
    for (const [box, value] of Object.entries({ version: '0', ...given })) fields[`${box}-${standard!.id}`] = value
  }
  return fields
}
type Box = 'rating' | 'reason' | 'evidence' | 'comment' | 'version'
