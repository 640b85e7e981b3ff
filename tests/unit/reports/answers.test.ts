import { expect, test } from '@jest/globals'
import { answersGiven } from '../../../src/features/reports/composeAnswers.ts'

const RULE = { threshold: 5, minimum: 10, least: 10 }
const FEEDBACK = {
  ...{ answered: 117, notDrafted: 0, drafted: 0, changed: 0, notDue: 0, sent: 117, waiting: 0, undelivered: 0 },
  ...{ acknowledged: 40, replied: 12, toAnswer: 0, excused: 1 },
}

const rowsOf = (counts: Partial<typeof FEEDBACK>, audience: 'covered' | 'whole') =>
  answersGiven({ feedback: { ...FEEDBACK, ...counts }, audience, rule: RULE }).blocks.flatMap(block =>
    block.kind === 'table' ? block.table.rows : block.kind === 'text' ? [[block.text]] : [],
  )

test('the board is told to how many feedback could not be delivered, where there are some', () => {
  expect(rowsOf({}, 'whole').flat()).not.toContain('Could not be delivered to')
  expect(rowsOf({ sent: 114, undelivered: 3 }, 'whole')).toContainEqual(['Could not be delivered to', 3])
  expect(rowsOf({ sent: 97, undelivered: 20 }, 'covered')).toContainEqual(['Could not be delivered to', 20])
})

test('a few of them are covered, and so is what would say how few are left beside them', () => {
  const few = rowsOf({ sent: 114, undelivered: 3 }, 'covered')
  expect(few).toContainEqual(['Were sent their feedback', null])
  expect(few).toContainEqual(['Could not be delivered to', null])
  // 117 less 95 less 20: two that were not written to.
  expect(rowsOf({ sent: 95, undelivered: 20 }, 'covered')).toContainEqual(['Could not be delivered to', null])
})

test('feedback of which no letter arrived anywhere is not said to be still to come', () => {
  expect(rowsOf({ sent: 0, undelivered: 117, acknowledged: 0, replied: 0 }, 'whole')).toContainEqual(['Could not be delivered to', 117])
  expect(rowsOf({ sent: 0, acknowledged: 0, replied: 0 }, 'whole').flat().join()).toContain('No establishment has been sent')
})
