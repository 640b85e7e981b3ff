import { expect, test } from '@jest/globals'
import { reconcile, WorkbookDoesNotAddUp, type Tally } from '../../../src/features/exports/reconcile.ts'
import { DISPOSITIONS, type Disposition } from '../../../src/features/returns/index.ts'

const statement = Object.fromEntries(DISPOSITIONS.map((key, at) => [key, at])) as Record<Disposition, number>
const counted = {
  returns: 50,
  issued: 45,
  answers: 900,
  actions: 12,
  evidence: 7,
  extensions: 2,
  chases: 3,
  members: 5,
  verdicts: 8,
  findings: 1,
}
const tally: Tally = {
  dispositions: { ...statement },
  asked: 1000,
  answers: 900,
  actions: 12,
  answersSetAside: 4,
  actionsSetAside: 2,
  rows: {
    Establishments: 50,
    'Responses wide': 45,
    'Responses long': 1000,
    Actions: 10,
    Evidence: 7,
    Extensions: 2,
    Chases: 3,
    'Dip sample': 5,
    Verdicts: 8,
    Findings: 1,
  },
}

test('what was written agrees with what was counted, and what was set aside is told', () => {
  const checks = reconcile(tally, counted, statement)
  expect(checks.every(({ inWorkbook, counted: found }) => inWorkbook === found)).toBe(true)
  expect(checks.find(({ what }) => what === 'Answers given')?.note).toMatch(/^4 of them are to questions that are not asked any more/)
})

test.each(Object.keys(tally.rows))('one row too few in %s stops the workbook', sheet => {
  const wrong = { ...tally, rows: { ...tally.rows, [sheet]: (tally.rows[sheet] ?? 0) - 1 } }
  expect(() => reconcile(wrong, counted, statement)).toThrow(WorkbookDoesNotAddUp)
})

test.each(DISPOSITIONS)('a return too many under %s stops the workbook', key => {
  const wrong = { ...tally, dispositions: { ...tally.dispositions, [key]: statement[key] + 1 } }
  expect(() => reconcile(wrong, counted, statement)).toThrow(new RegExp(`${key}: ${statement[key] + 1} written, ${statement[key]} counted`))
})

test('an answer that was lost on the way stops the workbook', () => {
  expect(() => reconcile({ ...tally, answers: 899 }, counted, statement)).toThrow('Answers given: 899 written, 900 counted')
})
