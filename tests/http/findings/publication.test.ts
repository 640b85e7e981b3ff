import { expect, test } from '@jest/globals'
import { createFinding, type CountedAnswers, type Source } from '../../../src/features/findings/index.ts'
import { recordVerdicts } from '../../../src/features/reviewing/index.ts'
import { createSample, membersOf } from '../../../src/features/sampling/index.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { answer, roundWith, type Completed } from '../sampling/world.ts'

const CURRENT = 'policies_child_protection_current'
const PUBLISHED = 'policies_child_protection_published'

/** A round of completed returns with these answers, and a coordinator who writes findings of it. */
async function audited(world: TestWorld, answers: readonly Record<string, unknown>[]) {
  const actor = await world.make.staffActor()
  const { round, returns } = await roundWith(world, actor.partnershipId, Array<Completed>(answers.length).fill('on_time'))
  for (const [at, given] of answers.entries()) await answer(world, returns[at]!, given)
  const find = (statement: string, counted: CountedAnswers[], source: Source = 'completed') =>
    createFinding(world.db, actor, { roundId: round.id, part: 'area', partKey: 'policies', kind: 'strength', statement, source, counted })
  const browser = await world.staff(actor.accountId)
  const published = async () => pageText(await browser.get(`/rounds/${round.id}/findings/publication`))
  return { actor, round, returns, browser, find, published }
}

const repeated = (times: number, given: Record<string, unknown>) => Array<Record<string, unknown>>(times).fill(given)
const yes = (question: string): CountedAnswers => ({ question, values: ['yes'] })

test(
  'of two findings that differ by two schools, not both numbers are published',
  inRollback(async world => {
    const { find, published } = await audited(world, [
      ...repeated(18, { [CURRENT]: 'yes', [PUBLISHED]: 'yes' }),
      ...repeated(2, { [CURRENT]: 'yes', [PUBLISHED]: 'no' }),
      ...repeated(10, { [CURRENT]: 'no', [PUBLISHED]: 'no' }),
    ])
    await find('have one', [yes(CURRENT)])
    await find('have and publish one', [yes(CURRENT), yes(PUBLISHED)])
    const text = await published()
    expect(text).toContain('More than half (20) of the 30 establishments that have sent theirs have one.')
    expect(text).toContain('We do not publish how many of the 30 establishments that have sent theirs have and publish one.')
  }),
)

test.each([
  ['policies_local_procedures', ['met', 'partly', 'not_met']],
  ['policies_staff_behaviour', ['green', 'amber', 'red']],
])('of the answers to %s a small one is never covered alone', (question, values) =>
  inRollback(async world => {
    const { find, published } = await audited(world, [
      ...repeated(53, { [question]: values[0] }),
      ...repeated(18, { [question]: values[1] }),
      ...repeated(3, { [question]: values[2] }),
    ])
    await find('do not fully meet it', [{ question, values: values.slice(1) }])
    const text = await published()
    expect(text.match(/ covered /g)?.length).toBeGreaterThan(1)
    expect(text).toContain('About a third (21) of the 74')
    expect(text).not.toMatch(/\b3\b/)
  })(),
)

test(
  'those who did not answer are covered when they are few, and so is of how many the finding is',
  inRollback(async world => {
    const { find, published } = await audited(world, [...repeated(40, { [CURRENT]: 'yes' }), ...repeated(20, { [CURRENT]: 'no' }), {}, {}])
    await find('have one', [yes(CURRENT)])
    const text = await published()
    expect(text).toContain('No answer, or not applicable covered')
    expect(text).not.toMatch(/\b60\b/)
    expect(text).toContain('All 62')
  }),
)

test(
  'answers and verdicts of a sample are covered as those of the round are',
  inRollback(async world => {
    const { actor, round, find, published } = await audited(world, [
      ...repeated(12, { [CURRENT]: 'yes' }),
      ...repeated(9, { [CURRENT]: 'no' }),
    ])
    const { sampleId } = await createSample(world.db, actor, {
      roundId: round.id,
      name: 'One',
      seed: 's',
      areas: ['policies'],
      plan: { base: 'completed', targets: [], fastMinutes: 30, leaveOutSampled: false, method: 'all', size: null, strata: 'phase' },
    })
    for (const [at, { id: memberId }] of (await membersOf(world.db, actor.partnershipId, sampleId)).entries())
      await recordVerdicts(world.db, actor, {
        roundId: round.id,
        sampleId,
        memberId,
        entries: new Map([[CURRENT, { verdict: at < 2 ? 'does_not_agree' : 'agrees', note: '', baseVersion: 0 }]]),
      })
    await find('say so', [yes(CURRENT)], 'sampled')
    await find('showed otherwise', [{ question: CURRENT, values: ['does_not_agree'] }], 'reviewed')
    const text = await published()
    expect(text).toContain('More than half (12) of the 21 sampled establishments say so.')
    expect(text).toContain('Fewer than 5 of the 21 establishments reviewed on this showed otherwise.')
    expect(text).toContain('Does not agree covered')
    expect(text).not.toMatch(/\b19\b/)
  }),
)

test(
  'a finding that nobody was counted for is not published, and a round whose answers are deleted publishes nothing new',
  inRollback(async world => {
    const { round, find, published } = await audited(world, repeated(12, { [CURRENT]: 'yes' }))
    await find('publish it', [yes(PUBLISHED)])
    expect(await published()).toContain('There is no finding that says something yet.')
    await find('have one', [yes(CURRENT)])
    const text = await published()
    expect(text).toContain('All of the 12 establishments that have sent theirs have one.')
    expect(text).not.toContain('publish it.')
    await world.db.raw(`update rounds set answers_deleted_at = now() where id = ?`, [round.id])
    await world.db.raw(`delete from return_answers where round_id = ?`, [round.id])
    expect(await published()).toContain('The answers of this round were deleted')
  }),
)
