import { expect, test } from '@jest/globals'
import { reconcile, DataDoNotAddUp, type Tally } from '../../../src/features/datasets/reconcile.ts'
import { DISPOSITIONS, type Disposition } from '../../../src/features/returns/index.ts'

const isWritten = () => true
const codes = Object.keys(DISPOSITIONS) as Disposition[]
const statement = Object.fromEntries(codes.map((key, at) => [key, at])) as Record<Disposition, number>
const counted = {
  returns: 50,
  issued: 45,
  answers: 900,
  actions: 12,
  evidence: 7,
  extensions: 2,
  chases: 3,
  members: 5,
  framed: 40,
  verdicts: 8,
  pairs: 4,
  blindPairs: 3,
  selfRated: 6,
  findings: 1,
  themes: 4,
  codedComments: 9,
}
const board = {
  said_did: 8,
  said_did_answers: 22,
  partnership_actions: 77,
  action_leads: 90,
  action_progress: 14,
  plans: 2,
  plan_parts: 23,
  plan_actions: 76,
  plan_measures: 15,
  plan_measure_values: 12,
  standard_sets: 1,
  standard_exercises: 2,
  standards: 48,
  standard_ratings: 288,
  ownRubrics: 3,
  givenRatings: 285,
}
const tally: Tally = {
  dispositions: { ...statement },
  asked: 1000,
  answers: 900,
  actions: 12,
  answersSetAside: 4,
  actionsSetAside: 2,
  pairs: 3,
  selfRated: 6,
  ownRubrics: 3,
  givenRatings: 285,
}
const rows: Record<string, number> = {
  establishments: 50,
  responses_wide: 45,
  responses_long: 1000,
  actions: 10,
  evidence: 7,
  extensions: 2,
  chases: 3,
  dip_sample: 5,
  sample_frame: 40,
  verdicts: 8,
  double_reviews: 4,
  findings: 1,
  themes: 4,
  coded_comments: 9,
  ...Object.fromEntries(Object.entries(board).filter(([name]) => name !== 'ownRubrics' && name !== 'givenRatings')),
}

test('what was written agrees with what was counted, and what was set aside is told', () => {
  const checks = reconcile({ tally, rows, counted, board, ended: statement, isWritten })
  expect(checks.every(({ written, counted: found }) => written === found)).toBe(true)
  expect(checks.find(({ what }) => what === 'Answers given')?.note).toMatch(/^4 of them are to questions that are not asked any more/)
})

test.each(Object.keys(rows))('one row too few in %s stops the export', name => {
  const wrong = { ...rows, [name]: (rows[name] ?? 0) - 1 }
  expect(() => reconcile({ tally, rows: wrong, counted, board, ended: statement, isWritten })).toThrow(DataDoNotAddUp)
})

test.each(codes)('a return too many under %s stops the export', key => {
  const wrong = { ...tally, dispositions: { ...tally.dispositions, [key]: statement[key] + 1 } }
  expect(() => reconcile({ tally: wrong, rows, counted, board, ended: statement, isWritten })).toThrow(
    new RegExp(`${key}: ${statement[key] + 1} written, ${statement[key]} counted`),
  )
})

test('an answer that was lost on the way stops the export', () => {
  expect(() => reconcile({ tally: { ...tally, answers: 899 }, rows, counted, board, ended: statement, isWritten })).toThrow(
    'Answers given: 899 written, 900 counted',
  )
})

test.each([
  [{ pairs: 2 }, 'Pairs of verdicts: 2 written, 3 counted'],
  [{ selfRated: 7 }, 'Self-ratings that were reviewed: 7 written, 6 counted'],
  [{ ownRubrics: 2 }, 'Rubrics of the partnership: 2 written, 3 counted'],
  [{ givenRatings: 286 }, 'Ratings that were given: 286 written, 285 counted'],
])('%j of what is worked out of what was read stops the export', (change, said) => {
  expect(() => reconcile({ tally: { ...tally, ...change }, rows, counted, board, ended: statement, isWritten })).toThrow(said)
})

test('nothing is said of a data set that is not in the file', () => {
  const checks = reconcile({ tally, rows: {}, counted, board, ended: statement, isWritten: name => name === 'rates' })
  expect(checks).toEqual([])
})
