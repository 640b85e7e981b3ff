import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { tokenHash } from '../../../src/platform/linkToken.ts'
import { removeAgency, setStatus, startExercise } from '../../../src/features/standards/exerciseActions.ts'
import { exercisesOf } from '../../../src/features/standards/exerciseStore.ts'
import { endLink } from '../../../src/features/standards/linkActions.ts'
import type { Entry } from '../../../src/features/standards/merge.ts'
import { saveByLink, saveForAgency } from '../../../src/features/standards/ratingActions.ts'
import { removeSet } from '../../../src/features/standards/setActions.ts'
import { findSet } from '../../../src/features/standards/store.ts'
import { ratingsOf } from '../../../src/features/standards/ratingStore.ts'
import { worldOn, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { exerciseIn, type Exercise } from './standards.ts'

/** The whole program on a database of its own, in which things can really happen at once. */
async function committed(check: (world: TestWorld) => Promise<void>): Promise<void> {
  const { db, drop } = await cloneDatabase()
  try {
    await check(worldOn(db))
  } finally {
    await drop()
  }
}

const TIMES = 8

async function atOnce(world: TestWorld) {
  const made = await exerciseIn(world)
  const path = await made.linkOf(made.police)
  const byLink = (person: string, entries: readonly Entry[]) =>
    saveByLink(world.db, { tokenHash: tokenHash(path.split('/').at(-1)!), person, entries, now: new Date() })
  const of = { exerciseId: made.exerciseId, agencyId: made.police.id }
  return {
    made,
    byLink,
    of,
    byStaff: (entries: readonly Entry[]) => saveForAgency(world.db, made.actor, { ...of, from: 'a call', entries }),
  }
}

const entryOf = ({ standards }: Exercise, at: number, value: string, comment = value): Entry => ({
  standardId: standards[at]!.id,
  version: 0,
  said: { value, reason: '', evidence: '', comment },
})

const historyOf = ({ db }: TestWorld) =>
  rows<{ value: string; version: number }>(db, 'select value, version from rating_changes order by exercise_id, standard_id, id')

test('three people who rate one standard for one agency at the same moment: one is kept, the others see it, every time', () =>
  committed(async world => {
    for (let time = 0; time < TIMES; time += 1) {
      const { made, byLink, byStaff } = await atOnce(world)
      const outcomes = await Promise.all([
        byLink('Ann', [entryOf(made, 0, 'green')]),
        byLink('Ben', [entryOf(made, 0, 'amber')]),
        byStaff([entryOf(made, 0, 'red')]),
      ])
      expect(outcomes.map(({ saved }) => saved).sort()).toEqual([0, 0, 1])
      const kept = await ratingsOf(world.db, made.partnershipId, made.exerciseId)
      expect(kept).toMatchObject([{ version: 1 }])
      for (const { conflicts } of outcomes.filter(({ saved }) => saved === 0))
        expect(conflicts).toMatchObject([{ theirs: { value: kept[0]!.value } }])
    }
    expect((await historyOf(world)).map(({ version }) => version)).toEqual(Array(TIMES).fill(1))
  }))

test('what two people say of different standards at the same moment is all kept', () =>
  committed(async world => {
    for (let time = 0; time < TIMES; time += 1) {
      const { made, byLink } = await atOnce(world)
      const outcomes = await Promise.all([
        byLink('Ann', [entryOf(made, 0, 'green'), entryOf(made, 1, 'amber')]),
        byLink('Ben', [entryOf(made, 2, 'red'), entryOf(made, 1, 'amber')]),
      ])
      expect(outcomes.flatMap(({ conflicts }) => conflicts)).toEqual([])
      const kept = await ratingsOf(world.db, made.partnershipId, made.exerciseId)
      expect(kept.map(({ value, version }) => [value, version])).toEqual([
        ['green', 1],
        ['amber', 1],
        ['red', 1],
      ])
    }
  }))

test('a set that is removed while agencies are asked to rate it, or asked again, is never both', () =>
  committed(async world => {
    for (let time = 0; time < TIMES; time += 1) {
      const { made } = await atOnce(world)
      const { actor, setId, exerciseId } = made
      await setStatus(world.db, actor, { exerciseId, status: 'closed' })
      const begin = { setId, title: 'Next', dueAt: new Date(Date.now() + 86_400_000), agencies: ['Police'] }
      const asking = time % 2 === 0 ? setStatus(world.db, actor, { exerciseId, status: 'open' }) : startExercise(world.db, actor, begin)
      const [removing, asked] = await Promise.allSettled([removeSet(world.db, actor, setId), asking])
      expect([removing.status, asked.status].sort()).toEqual(['fulfilled', 'rejected'])
      const set = await findSet(world.db, made.partnershipId, setId)
      const open = (await exercisesOf(world.db, made.partnershipId, setId)).filter(({ status }) => status === 'open')
      expect([set!.removedAt !== null, open.length]).toEqual(removing.status === 'fulfilled' ? [true, 0] : [false, 1])
    }
  }))

/** What can end while somebody saves, and how the one who comes too late is told. */
const ENDINGS = {
  'the exercise is closed': ['standards.closed'],
  'the link is ended': ['standards.link_over'],
  // Its link goes with it: whoever comes by it a moment later is told that the partnership may ask them no more.
  'the agency is taken out': ['standards.not_asked', 'standards.link_unknown'],
} as const

test.each(Object.keys(ENDINGS) as (keyof typeof ENDINGS)[])('while %s, a rating is kept whole or refused in words', how =>
  committed(async world => {
    for (let time = 0; time < TIMES; time += 1) {
      const { made, byLink, byStaff, of } = await atOnce(world)
      const end = {
        'the exercise is closed': () => setStatus(world.db, made.actor, { exerciseId: made.exerciseId, status: 'closed' }),
        'the link is ended': () => endLink(world.db, made.actor, of),
        'the agency is taken out': () => removeAgency(world.db, made.actor, of),
      }[how]
      const save =
        how !== 'the link is ended' && time % 2 === 0 ? byStaff([entryOf(made, 0, 'green')]) : byLink('Ann', [entryOf(made, 0, 'green')])
      const [saving, ending] = await Promise.allSettled([save, end()])
      const kept = await ratingsOf(world.db, made.partnershipId, made.exerciseId)
      expect(kept).toHaveLength(saving.status === 'fulfilled' ? 1 : 0)
      if (saving.status === 'rejected') expect(ENDINGS[how]).toContain((saving.reason as { code: string }).code)
      if (ending.status === 'rejected') expect(ending.reason).toMatchObject({ code: 'standards.has_rated' })
    }
  }),
)
