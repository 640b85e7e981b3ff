import { expect, test } from '@jest/globals'
import { deleteFinding } from '../../../src/features/findings/actions.ts'
import { createFinding, type CountedAnswers, type Source } from '../../../src/features/findings/index.ts'
import { recordVerdicts } from '../../../src/features/reviewing/index.ts'
import { createSample, membersOf } from '../../../src/features/sampling/index.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { submitForm } from '../../support/forms.ts'
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
  ['policies_staff_code', ['met', 'partly', 'not_met']],
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
  'a stratum of which some were not reviewed weighs what it is, not what was looked at of it',
  inRollback(async world => {
    const { actor, round, find, browser } = await audited(world, repeated(24, { [CURRENT]: 'yes' }))
    const { sampleId } = await createSample(world.db, actor, {
      roundId: round.id,
      name: 'One',
      seed: 's',
      areas: ['policies'],
      plan: {
        ...{ base: 'completed', targets: [], fastMinutes: 30, leaveOutSampled: false, strata: 'phase' },
        ...{ method: 'stratified', size: { count: 24 } },
      },
    })
    // 16 primary schools, of which 4 are reviewed and agree, and 8 secondary schools, all of which do not.
    const members = await membersOf(world.db, actor.partnershipId, sampleId)
    const primary = members.filter(({ stratum }) => stratum.startsWith('Primary'))
    for (const { id: memberId } of [...primary.slice(0, 4), ...members.filter(one => !primary.includes(one))])
      await recordVerdicts(world.db, actor, {
        ...{ roundId: round.id, sampleId, memberId },
        entries: new Map([
          [CURRENT, { verdict: primary.some(({ id }) => id === memberId) ? 'agrees' : 'does_not_agree', note: '', baseVersion: 0 }],
        ]),
      })
    await find('showed it', [{ question: CURRENT, values: ['agrees'] }], 'reviewed')
    // 4 of 12 are a third; weighed by stratum they are two thirds.
    expect(pageText(await browser.get(`/rounds/${round.id}/findings`))).toContain(
      'More than half (4) of the 12 establishments reviewed on this (67% when weighted) showed it.',
    )
  }),
)

test(
  'the answers of the round and of its sample do not give away what the one said who is not in it',
  inRollback(async world => {
    const { actor, round, find, published } = await audited(world, [
      ...repeated(12, { [CURRENT]: 'yes' }),
      ...repeated(9, { [CURRENT]: 'no' }),
    ])
    const { sampleId } = await createSample(world.db, actor, {
      ...{ roundId: round.id, name: 'One', seed: 's', areas: ['policies'] },
      plan: { base: 'completed', targets: [], fastMinutes: 30, leaveOutSampled: false, method: 'all', size: null, strata: 'phase' },
    })
    const [one] = await membersOf(world.db, actor.partnershipId, sampleId)
    await world.db.raw('delete from dip_sample_members where id = ?', [one!.id])
    await find('say so', [yes(CURRENT)], 'sampled')
    expect(await published()).toMatch(/Yes \d+ No \d+/)
    await find('have one', [yes(CURRENT)])
    const text = await published()
    expect(text).toContain('All 20')
    expect(text.match(/ covered /g)?.length).toBeGreaterThan(1)
  }),
)

test(
  'a finding that names somebody of the staff is not published, and that the statement leaves too is said',
  inRollback(async world => {
    const { actor, round, find, browser } = await audited(world, repeated(12, { [CURRENT]: 'yes' }))
    const preview = `/rounds/${round.id}/publications/new/findings`
    await find('have one', [yes(CURRENT)])
    expect(pageText(await browser.get(preview))).toMatch(
      /Where the returns of the 12 establishments that were issued the audit stand: \d+ lines with their sum/,
    )
    await world.make.account({ partnership_id: actor.partnershipId, name: 'Ngozi Eze' })
    await find('were helped by  NGOZI eze', [yes(CURRENT)])
    expect(pageText(await browser.get(preview))).toContain('A text names Ngozi Eze, who has an account here.')
    const sent = await browser.post(preview, { after: '0', digest: 'x' })
    expect([sent.status, heading(sent)]).toEqual([409, 'This cannot be published yet'])
  }),
)

test(
  'a finding that is written again is held against what it said before',
  inRollback(async world => {
    const both = [yes(CURRENT), yes(PUBLISHED)]
    const { actor, round, returns, find, browser, published } = await audited(world, [
      ...repeated(20, { [CURRENT]: 'yes', [PUBLISHED]: 'yes' }),
      ...repeated(12, { [CURRENT]: 'no', [PUBLISHED]: 'no' }),
    ])
    const { findingId } = await find('have and publish one', both)
    await submitForm(browser, await browser.get(`/rounds/${round.id}/publications/new/findings`))
    expect(await published()).toContain('More than half (20) of the 32')
    await deleteFinding(world.db, actor, { roundId: round.id, findingId })
    await find('have and publish one', both.toReversed())
    expect(await published()).toContain('More than half (20) of the 32')
    for (const late of returns.slice(-2))
      for (const question of [CURRENT, PUBLISHED])
        await world.db.raw(`update responses set answer = '"yes"' where return_id = ? and question_key = ?`, [late.id, question])
    await world.db.raw(`update returns set version = version + 1 where round_id = ?`, [round.id])
    const text = await published()
    expect(text).not.toContain('22')
    expect(text).toContain('have and publish one')
  }),
)

test(
  'what would give somebody away is not shown to those who may not see numbers either',
  inRollback(async world => {
    const { actor, round, find, browser, published } = await audited(world, [
      ...repeated(20, { [CURRENT]: 'yes' }),
      ...repeated(12, { [CURRENT]: 'no' }),
    ])
    await find('have one', [yes(CURRENT)])
    await submitForm(browser, await browser.get(`/rounds/${round.id}/publications/new/findings`))
    // 12 was printed, and is a small number from now on.
    await world.db.raw('update partnerships set smallest_shown = 20 where id = ?', [actor.partnershipId])
    const viewer = await world.make.account({ partnership_id: actor.partnershipId, role: 'viewer' })
    const seen = pageText(await (await world.staff(viewer.id)).get(`/rounds/${round.id}/findings`))
    for (const text of [seen, await published()]) {
      expect(text).toContain('this would give a small number away, whatever is covered')
      expect(text).toContain('We do not publish how many of the establishments that have sent theirs have one.')
      expect(text).not.toContain('The answers behind them')
      expect(text).not.toMatch(/\b(12|20) of/)
    }
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
