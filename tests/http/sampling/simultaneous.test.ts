import { replaceMember } from '../../../src/features/sampling/actions.ts'
import { requestEvidence } from '../../../src/features/sampling/requestActions.ts'
import { verdictsOf } from '../../../src/features/verdicts/index.ts'
import { expect, test } from '@jest/globals'
import { recordOutcome, recordVerdicts } from '../../../src/features/reviewing/index.ts'
import { createSample, membersOf, samplesOf } from '../../../src/features/sampling/index.ts'
import { whoWouldBeDrawn } from '../../../src/features/sampling/actions.ts'
import { rows } from '../../../src/platform/db.ts'
import { worldOn, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { answer, roundWith, type Completed } from './world.ts'

/** The whole program on a database of its own, in which things can really happen at once. */
async function committed(check: (world: TestWorld) => Promise<void>): Promise<void> {
  const { db, drop } = await cloneDatabase()
  try {
    await check(worldOn(db))
  } finally {
    await drop()
  }
}

const plan = { base: 'completed', fastMinutes: 15, leaveOutSampled: false, strata: 'phase' } as const

async function sampled(world: TestWorld, all: number, drawn: number) {
  const actor = await world.make.staffActor()
  const { round, returns } = await roundWith(world, actor.partnershipId, Array<Completed>(all).fill('on_time'))
  const form = {
    roundId: round.id,
    name: 'Sample',
    seed: 'seed',
    areas: ['policies'],
    plan: { ...plan, targets: [], method: 'simple' as const, size: { count: drawn } },
  }
  return { actor, round, returns, form }
}

test('two reviewers who save one verdict at the same moment: one is kept, the other sees both, every time', () =>
  committed(async world => {
    const { actor, round, form } = await sampled(world, 1, 1)
    const { sampleId } = await createSample(world.db, actor, form)
    const memberId = (await membersOf(world.db, actor.partnershipId, sampleId))[0]!.id
    const path = { roundId: round.id, sampleId, memberId }
    for (let round = 0; round < 10; round += 1) {
      const key = round === 0 ? 'policies_child_protection_current' : `question_${round}`
      const outcomes = await Promise.all(
        (['shown', 'partly_shown', 'no_evidence'] as const).map(verdict =>
          recordVerdicts(world.db, actor, { ...path, entries: new Map([[key, { verdict, note: verdict, baseVersion: 0 }]]) }),
        ),
      )
      expect(outcomes.map(({ written }) => written.length).sort()).toEqual([0, 0, 1])
      expect(outcomes.map(({ conflicts }) => conflicts.length).sort()).toEqual([0, 1, 1])
      const kept = outcomes.flatMap(({ written }) => written)[0]
      expect((await verdictsOf(world.db, actor.partnershipId, memberId)).find(({ questionKey }) => questionKey === key)).toMatchObject({
        verdict: kept?.verdict,
        version: 1,
      })
    }
    const conclusions = await Promise.all(
      (['assured', 'not_assured'] as const).map(outcome =>
        recordOutcome(world.db, actor, { ...path, given: { outcome, note: outcome, version: 1, partial: true } }),
      ),
    )
    expect(conclusions.filter(({ changedSince }) => changedSince === null)).toHaveLength(1)
  }))

test('two people who draw at the same moment never draw the same establishment, and nobody who saw another draw is given it', () =>
  committed(async world => {
    const { actor, round, form } = await sampled(world, 8, 3)
    const ben = { ...(await world.make.staffActor(actor.partnershipId)), name: 'Ben Two' }
    const plan = { ...form.plan, leaveOutDrawnHere: true }
    const print = await whoWouldBeDrawn(
      world.db,
      { partnershipId: actor.partnershipId, roundId: round.id },
      { plan, seed: form.seed },
      (_, drawn) => Promise.resolve(drawn.print),
    )
    const outcomes = await Promise.allSettled(
      [actor, ben].map(who =>
        createSample(world.db, who, { ...form, name: `Of ${who.name}`, plan, expected: { print, newest: 0, again: '/again' } }),
      ),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    // The second is told who was first.
    const [first, second] = outcomes[0]!.status === 'fulfilled' ? [actor, ben] : [ben, actor]
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: {
        code: 'sampling.draw_changed',
        paragraphs: [expect.stringContaining(`In the meantime ${first.name} drew “Of ${first.name}” at `)],
      },
    })
    await expect(createSample(world.db, second, { ...form, name: ` of ${first.name.toUpperCase()} `, plan })).rejects.toMatchObject({
      code: 'sampling.name_taken',
      message: expect.stringMatching(`^${first.name} drew a sample called “Of ${first.name}” at `),
    })
    await Promise.all([actor, ben].map(who => createSample(world.db, who, { ...form, name: `More of ${who.name}`, plan, seed: who.name })))
    const samples = await samplesOf(world.db, actor.partnershipId, round.id)
    const members = (await Promise.all(samples.map(({ id }) => membersOf(world.db, actor.partnershipId, id)))).flat()
    expect(samples).toHaveLength(3)
    expect(new Set(members.map(({ returnId }) => returnId)).size).toBe(members.length)
    expect(members).toHaveLength(8)
  }))

test('two samples that ask the same establishments at the same moment: each establishment is asked once', () =>
  committed(async world => {
    const { actor, round, form } = await sampled(world, 4, 4)
    const samples = [await createSample(world.db, actor, form), await createSample(world.db, actor, { ...form, name: 'Other' })]
    const dueAt = new Date('2031-03-28T17:00:00Z')
    const outcomes = await Promise.allSettled(
      samples.map(({ sampleId }) => requestEvidence(world.deps, actor, { roundId: round.id, sampleId, dueAt })),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'sampling.all_asked_already' } })
    const letters = await rows(world.db, `select to_email from messages where partnership_id = ? and kind = 'evidence_request'`, [
      actor.partnershipId,
    ])
    expect(letters).toHaveLength(4)
  }))

test('a double click on "draw", and on "replace", does it once', () =>
  committed(async world => {
    const { actor, round, form } = await sampled(world, 8, 2)
    const requestKey = '9d3f7f0e-1f0b-4a43-9f3a-3b9a5e8f7a10'
    const drawn = await Promise.all([1, 2, 3].map(() => createSample(world.db, actor, { ...form, requestKey })))
    expect(new Set(drawn.map(({ sampleId }) => sampleId)).size).toBe(1)
    expect(await samplesOf(world.db, actor.partnershipId, round.id)).toHaveLength(1)
    const sampleId = drawn[0]!.sampleId
    const memberId = (await membersOf(world.db, actor.partnershipId, sampleId))[0]!.id
    const path = { roundId: round.id, sampleId, memberId }
    const again = '2c1f7f0e-1f0b-4a43-9f3a-3b9a5e8f7a11'
    const replaced = await Promise.all([1, 2].map(() => replaceMember(world.db, actor, { ...path, reason: 'Closed', requestKey: again })))
    expect(replaced[0]).toEqual(replaced[1])
    expect(await membersOf(world.db, actor.partnershipId, sampleId)).toHaveLength(3)
  }))

test('a draw and a school that saves at the same moment: neither waits for the other without end, and both are kept', () =>
  committed(async world => {
    const { actor, round, returns, form } = await sampled(world, 3, 3)
    const [school] = returns
    const moves = 'update returns set version = version + 1 where id = ?'
    await world.db.raw(moves, [school!.id])
    let drawn: Promise<unknown> = Promise.resolve()
    await world.db.transaction(async trx => {
      // As hold_for_contributor does it: the return, then the round; the draw comes in between.
      await trx.raw('select 1 from returns where id = ? for update', [school!.id])
      drawn = createSample(world.db, actor, form)
      drawn.catch(() => undefined)
      await waitingIn(world)
      await trx.raw('select pg_advisory_xact_lock_shared(round_lock(?))', [round.id])
      await answer({ db: trx }, school!, { policies_child_protection_current: 'yes' })
      await trx.raw(moves, [school!.id])
    })
    expect(await drawn).toMatchObject({ drawn: 3 })
    expect(await rows(world.db, 'select answer from responses')).toEqual([{ answer: 'yes' }])
  }))

/** Until somebody waits for a lock of this database. */
async function waitingIn({ db }: TestWorld): Promise<void> {
  const waiting = () =>
    rows(db, `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`)
  for (let looks = 0; looks < 500; looks += 1) {
    if ((await waiting()).length > 0) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error('nobody waits')
}
