import { type Verdict } from '../../../src/features/verdicts/index.ts'
import { describe, expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { asId } from '../../../src/platform/id.ts'
import { countFindingsJob, createFinding, currentFindings, findingsOf } from '../../../src/features/findings/index.ts'
import { changeFinding, countingIn, deleteFinding, moveFinding } from '../../../src/features/findings/actions.ts'
import { returnsBehind } from '../../../src/features/findings/returnsStore.ts'
import { recordVerdicts } from '../../../src/features/reviewing/index.ts'
import { createSample, membersOf } from '../../../src/features/sampling/index.ts'
import { historyOf } from '../../../src/features/history/index.ts'
import { inRollback } from '../../support/app.ts'
import { answer, returnIn, roundWith } from '../sampling/world.ts'

const CURRENT = 'policies_child_protection_current'
const PROCEDURES = 'policies_local_procedures'

const text = (change: Record<string, unknown> = {}) => ({
  part: 'area' as const,
  partKey: 'policies',
  kind: 'strength' as const,
  statement: 'have a child protection policy that is current',
  source: 'completed' as const,
  counted: [{ question: CURRENT, values: ['yes'] }],
  ...change,
})

describe('the number of a finding', () => {
  test(
    'counts completed returns alone, and leaves out what does not apply and what is blank',
    inRollback(async world => {
      const actor = await world.make.staffActor()
      const { round, returns } = await roundWith(world, actor.partnershipId, ['on_time', 'late', 'on_time', 'on_time', 'outstanding'])
      const [yes, no, blank, na, outstanding] = returns
      await answer(world, yes!, { [CURRENT]: 'yes' })
      await answer(world, no!, { [CURRENT]: 'no' })
      await answer(world, blank!, { [CURRENT]: null })
      await answer(world, na!, { [CURRENT]: 'na' })
      await answer(world, outstanding!, { [CURRENT]: 'yes' })
      const made = await createFinding(world.db, actor, { roundId: round.id, ...text() })
      expect(made).toMatchObject({ n: 1, of: 2 })
      const where = await countingIn(world.db, actor.partnershipId, round.id)
      const behind = async (part: 'counting' | 'others' | 'left_out') => {
        const wanted = { id: asId<'finding'>(0), source: 'completed' as const, counted: text().counted }
        return (await returnsBehind(world.db, where, wanted, { part, limit: 50, offset: 0 })).map(({ returnId }) => returnId)
      }
      expect(await behind('counting')).toEqual([yes?.id])
      expect(await behind('others')).toEqual([no?.id])
      expect(await behind('left_out')).toEqual([blank?.id, na?.id])
    }),
  )

  test(
    'over two questions counts an establishment when all that applies to it counts',
    inRollback(async world => {
      const actor = await world.make.staffActor()
      const { round, returns } = await roundWith(world, actor.partnershipId, ['on_time', 'on_time', 'on_time'])
      await answer(world, returns[0]!, { [CURRENT]: 'yes', [PROCEDURES]: 'met' })
      await answer(world, returns[1]!, { [CURRENT]: 'yes', [PROCEDURES]: 'partly' })
      await answer(world, returns[2]!, { [CURRENT]: 'yes', [PROCEDURES]: 'na' })
      const counted = [
        { question: CURRENT, values: ['yes'] },
        { question: PROCEDURES, values: ['met'] },
      ]
      expect(await createFinding(world.db, actor, { roundId: round.id, ...text({ counted }) })).toMatchObject({ n: 2, of: 3 })
    }),
  )

  test(
    'does not count an answer to a question that is no longer asked',
    inRollback(async world => {
      const actor = await world.make.staffActor()
      const { round } = await roundWith(world, actor.partnershipId, [])
      const first = { question: 'training_first_aider_available', values: ['met'] }
      const primary = await returnIn(world, round, 'on_time', { phase_code: 2, low_age: 4, high_age: 11 })
      const secondary = await returnIn(world, round, 'on_time', { phase_code: 4, low_age: 11, high_age: 16 })
      await answer(world, primary, { [first.question]: 'met' })
      await answer(world, secondary, { [first.question]: 'met' })
      const finding = { roundId: round.id, ...text({ partKey: 'training', counted: [first] }) }
      expect(await createFinding(world.db, actor, finding)).toMatchObject({ n: 1, of: 1 })
    }),
  )

  test(
    'can be that of the sample: its answers, or what reviewers found, the newest verdict first and "cannot tell" left out',
    inRollback(async world => {
      const actor = await world.make.staffActor()
      const { round, returns } = await roundWith(world, actor.partnershipId, ['outstanding', 'outstanding', 'outstanding', 'on_time'])
      await answer(world, returns[0]!, { [CURRENT]: 'yes' })
      await answer(world, returns[3]!, { [CURRENT]: 'no' })
      const plan = {
        base: 'outstanding',
        targets: [],
        fastMinutes: 30,
        leaveOutSampled: false,
        method: 'all',
        size: null,
        strata: 'phase',
      } as const
      const { sampleId } = await createSample(world.db, actor, {
        roundId: round.id,
        name: 'One',
        seed: 's',
        areas: ['policies'],
        plan: { ...plan, targets: [] },
      })
      const members = await membersOf(world.db, actor.partnershipId, sampleId)
      const record = (at: number, verdict: Verdict, baseVersion: number) =>
        recordVerdicts(world.db, actor, {
          roundId: round.id,
          sampleId,
          memberId: members[at]!.id,
          entries: new Map([[CURRENT, { verdict, note: '', baseVersion }]]),
        })
      await record(0, 'does_not_agree', 0)
      await record(0, 'agrees', 1)
      await record(1, 'no_evidence', 0)
      await record(2, 'cannot_tell', 0)
      const sampled = await createFinding(world.db, actor, { roundId: round.id, ...text({ source: 'sampled' }) })
      expect(sampled).toMatchObject({ n: 1, of: 1 })
      const counted = [{ question: CURRENT, values: ['agrees', 'partly'] }]
      const reviewed = await createFinding(world.db, actor, { roundId: round.id, ...text({ source: 'reviewed', counted }) })
      expect(reviewed).toMatchObject({ n: 1, of: 2 })
      const browser = await world.staff(actor.accountId)
      const behind = async (findingId: number) =>
        (await browser.get(`/rounds/${round.id}/findings/${findingId}/returns`)).text.match(/(?<=<h2 class="govuk-heading-m">)\d[^<]*/g)
      expect(await behind(sampled.findingId)).toEqual(['1 count', '0 do not', '2 left out of the number'])
      expect(await behind(reviewed.findingId)).toEqual(['1 count', '1 do not', '1 left out of the number'])
    }),
  )
})

test(
  'a finding follows its answers, and keeps its last numbers when they are deleted',
  inRollback(async world => {
    const { db } = world
    const actor = await world.make.staffActor()
    const { round, returns } = await roundWith(world, actor.partnershipId, ['on_time'])
    const of = { partnershipId: actor.partnershipId, roundId: round.id }
    await answer(world, returns[0]!, { [CURRENT]: 'yes' })
    await createFinding(db, actor, { roundId: round.id, ...text() })
    expect(await currentFindings(db, of)).toMatchObject([{ n: 1, of: 1, among: 1, coming: false, version: 1 }])
    const late = await returnIn(world, round, 'late')
    await answer(world, late, { [CURRENT]: 'no' })
    await returnIn(world, round, 'outstanding')
    await returnIn(world, round, 'on_time')
    expect(await currentFindings(db, of)).toMatchObject([{ n: 1, of: 2, among: 3, coming: true, version: 1 }])
    await db.raw(`update rounds set answers_deleted_at = now() where id = ?`, [round.id])
    await db.raw(`delete from return_answers where round_id = ?`, [round.id])
    expect(await currentFindings(db, of)).toMatchObject([{ n: 1, of: 2, among: 3 }])
  }),
)

test(
  'a finding can be about a section of the questionnaire, and counts its closed questions',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { round, returns } = await roundWith(world, actor.partnershipId, ['on_time'], { evidence_areas: '[]' })
    await answer(world, returns[0]!, { [CURRENT]: 'yes' })
    const section = { part: 'section' as const, partKey: 'policies' }
    expect(await createFinding(world.db, actor, { roundId: round.id, ...text(section) })).toMatchObject({ n: 1, of: 1 })
    expect(await findingsOf(world.db, actor.partnershipId, round.id)).toMatchObject([section])
  }),
)

test(
  'a stratified sample that was not shared out evenly is weighed by the sizes of its strata',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { round, returns } = await roundWith(world, actor.partnershipId, [])
    // 20 primary schools and 1 secondary: 5 seats give the secondary its one, which stands for 1 of 21.
    for (const at of Array.from({ length: 21 }).keys())
      returns.push(await returnIn(world, round, 'on_time', { phase_name: at === 0 ? 'Secondary' : 'Primary' }))
    for (const [at, one] of returns.entries()) await answer(world, one, { [CURRENT]: at === 0 ? 'yes' : 'no' })
    const plan = {
      base: 'completed',
      targets: [],
      fastMinutes: 30,
      leaveOutSampled: false,
      method: 'stratified',
      size: { count: 4 },
      strata: 'phase',
    } as const
    await createSample(world.db, actor, { roundId: round.id, name: 'One', seed: 's', areas: ['policies'], plan: { ...plan, targets: [] } })
    await world.db.raw(
      `insert into dip_sample_members (partnership_id, sample_id, round_id, return_id, position, stratum, reason)
       select partnership_id, sample_id, round_id, ?, 9, 'Secondary', 'added' from dip_sample_members limit 1`,
      [(await returnIn(world, round, 'on_time', { phase_name: 'Secondary' })).id],
    )
    await createFinding(world.db, actor, { roundId: round.id, ...text({ source: 'sampled' }) })
    const [finding] = await currentFindings(world.db, { partnershipId: actor.partnershipId, roundId: round.id })
    expect(finding).toMatchObject({ n: 1, of: 4, among: 5 })
    // 20 primary schools of which none count; of the 2 that stand for 1 secondary school one answered, and counts.
    expect(finding?.weighted).toBeCloseTo(0.5 / 20.5, 4)
  }),
)

test(
  'two who change one finding do not overwrite each other, and what is removed stays in the history',
  inRollback(async world => {
    const { db } = world
    const actor = await world.make.staffActor()
    const { round } = await roundWith(world, actor.partnershipId, ['on_time'])
    const { findingId } = await createFinding(db, actor, { roundId: round.id, ...text() })
    const path = { roundId: round.id, findingId }
    expect(await changeFinding(db, actor, { ...path, change: { ...text({ statement: 'have a policy' }), version: 1 } })).toEqual({
      changedSince: null,
    })
    const second = await changeFinding(db, actor, { ...path, change: { ...text({ statement: 'have none' }), version: 1 } })
    expect(second.changedSince).toMatchObject({ statement: 'have a policy', version: 2 })
    expect(await changeFinding(db, actor, { ...path, change: { ...text({ statement: 'have a policy' }), version: 1 } })).toEqual({
      changedSince: null,
    })
    await deleteFinding(db, actor, path)
    await deleteFinding(db, actor, path)
    expect(await findingsOf(db, actor.partnershipId, round.id)).toEqual([])
    const [newest] = (await historyOf(db, actor.partnershipId, { roundId: round.id })).lines
    expect(newest).toMatchObject({ verb: 'finding.deleted', details: { statement: 'have a policy' } })
  }),
)

test(
  'every night the findings of all rounds keep their last numbers, but not of a round whose answers were deleted',
  inRollback(async world => {
    const { db } = world
    const kept = async () => (await rows<{ n: number }>(db, `select n from findings order by id`)).map(({ n }) => n)
    for (const isDeleted of [false, true, false]) {
      const actor = await world.make.staffActor()
      const { round } = await roundWith(world, actor.partnershipId, ['on_time'])
      await createFinding(db, actor, { roundId: round.id, ...text() })
      await answer(world, await returnIn(world, round, 'on_time'), { [CURRENT]: 'yes' })
      if (isDeleted) await db.raw(`update rounds set answers_deleted_at = now() where id = ?`, [round.id])
    }
    expect(await kept()).toEqual([0, 0, 0])
    await countFindingsJob.run(world.deps, {})
    expect(await kept()).toEqual([1, 0, 1])
  }),
)

test(
  'findings stand in the order that staff give them',
  inRollback(async world => {
    const { db } = world
    const actor = await world.make.staffActor()
    const { round } = await roundWith(world, actor.partnershipId, ['on_time'])
    const make = async (statement: string) => (await createFinding(db, actor, { roundId: round.id, ...text({ statement }) })).findingId
    const [first, , third] = [await make('one'), await make('two'), await make('three')]
    await moveFinding(db, actor, { roundId: round.id, findingId: third, direction: 'up' })
    await moveFinding(db, actor, { roundId: round.id, findingId: first, direction: 'up' })
    expect((await findingsOf(db, actor.partnershipId, round.id)).map(({ statement }) => statement)).toEqual(['one', 'three', 'two'])
  }),
)

test(
  'what cannot be counted is refused, and another partnership has no findings here',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const other = await world.make.staffActor()
    const { round } = await roundWith(world, actor.partnershipId, ['on_time'])
    const make = (change: Record<string, unknown>, by = actor) => createFinding(world.db, by, { roundId: round.id, ...text(change) })
    await expect(make({ counted: [{ question: 'no_such_question', values: ['yes'] }] })).rejects.toMatchObject({
      code: 'findings.not_countable',
    })
    await expect(make({ counted: [{ question: CURRENT, values: ['perhaps'] }] })).rejects.toMatchObject({ code: 'findings.not_countable' })
    await expect(make({ counted: [] })).rejects.toMatchObject({ code: 'findings.not_countable' })
    await expect(make({ partKey: 'elsewhere' })).rejects.toMatchObject({ code: 'findings.part_gone' })
    await expect(make({ part: 'section', partKey: 'elsewhere' })).rejects.toMatchObject({ code: 'findings.part_gone' })
    await expect(make({}, other)).rejects.toMatchObject({ code: 'not_found' })
  }),
)
