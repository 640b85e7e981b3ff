import { expect, test } from '@jest/globals'
import { planOf, standingOf, type PlanNote } from '../../../src/features/actionPlan/plan.ts'
import type { Response } from '../../../src/features/questions/index.ts'
import { asId } from '../../../src/platform/id.ts'
import { everyKind } from '../questions/everyKind.ts'

const TODAY = '2026-11-30'
const TRAIN = { what: 'Train the site staff', owner: 'Sam Okafor', dueOn: '2027-03-31' }
const given = (answer: unknown, action: Response['action'] = null) => ({ answer, comment: null, action }) as Response

let last = 0
const note = (said: Partial<PlanNote>): PlanNote => ({
  ...{
    id: asId((last += 1)),
    questionKeys: ['whistleblowing'],
    what: TRAIN.what,
    stateAfter: 'under_way',
    note: 'Begun',
    byName: 'Sam Okafor',
  },
  ...{ at: new Date('2026-11-01'), roundName: null, ...said },
})
const plan = (responses: Record<string, Response>, notes: PlanNote[] = []) =>
  planOf({ asked: everyKind.sections, responses: new Map(Object.entries(responses)), notes, reminders: [], switches: [] }, TODAY)

test('the same words, person and day in two answers are one action that serves both questions', () => {
  const { actions } = plan({
    whistleblowing: given('partly', TRAIN),
    lettings: given('not_met', { ...TRAIN, what: ' train  the Site staff' }),
    behaviour: given('red', { ...TRAIN, owner: 'Ruth Ainsworth' }),
  })
  expect(actions.map(({ serves }) => serves.map(({ key }) => key))).toEqual([['whistleblowing', 'lettings'], ['behaviour']])
})

test('an answer that calls for an action is listed until what, who and by when are said, and one that does not is left out', () => {
  const { actions, missing } = plan({
    whistleblowing: given('no'),
    behaviour: given('red', { ...TRAIN, owner: null, dueOn: null }),
    lettings: given('met', { ...TRAIN, owner: null }),
  })
  expect(missing.map(({ key, lacks }) => [key, lacks])).toEqual([
    ['whistleblowing', ['what', 'owner', 'dueOn']],
    ['behaviour', ['owner', 'dueOn']],
  ])
  expect(actions.map(({ key, standing }) => [key, standing])).toEqual([['behaviour', 'undated']])
})

test('what was said stays with an action whose words are mended, and goes with its words where an answer takes another', () => {
  const said = note({ questionKeys: ['whistleblowing', 'lettings'] })
  const mended = plan({ whistleblowing: given('partly', { ...TRAIN, what: 'Train all the site staff' }) }, [said])
  expect(mended.actions[0]).toMatchObject({ state: 'under_way', notes: [{ id: said.id }] })
  const parted = plan({ whistleblowing: given('partly', TRAIN), lettings: given('not_met', { ...TRAIN, what: 'Ask the club' }) }, [said])
  expect(parted.actions.map(({ key, state }) => [key, state])).toEqual([
    ['whistleblowing', 'under_way'],
    ['lettings', 'not_started'],
  ])
})

test('last year goes on under the same words; what was finished then and is promised again begins anew', () => {
  const then = note({ roundName: 'Last year' })
  const now = { whistleblowing: given('partly', TRAIN) }
  expect(plan(now, [then]).actions[0]).toMatchObject({ state: 'under_way', notes: [{ roundName: 'Last year' }] })
  expect(plan(now, [note({ roundName: 'Last year', stateAfter: 'done' })]).actions[0]).toMatchObject({ state: 'not_started' })
  expect(plan({ whistleblowing: given('partly', { ...TRAIN, what: 'Another' }) }, [then]).actions[0]).toMatchObject({ notes: [] })
})

test.each([
  ['2026-11-29', 'not_started', 'overdue'],
  ['2026-11-30', 'under_way', 'due_soon'],
  ['2026-12-14', 'not_started', 'due_soon'],
  ['2026-12-15', 'not_started', 'later'],
  ['2026-11-29', 'done', 'finished'],
  ['2026-11-29', 'not_needed', 'finished'],
  [null, 'under_way', 'undated'],
] as const)('an action due %s that is %s is %s', (dueOn, state, standing) => {
  expect(standingOf({ dueOn, state }, TODAY)).toBe(standing)
})
