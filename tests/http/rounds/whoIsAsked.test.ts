import { expect, test } from '@jest/globals'
import { row } from '../../../src/platform/db.ts'
import { setFor, setReasonWords, eligibilityOf } from '../../../src/features/rounds/index.ts'
import { CAN_BE_ADDED_SQL } from '../../../src/features/rounds/whoIsAsked.ts'
import { inRollback } from '../../support/app.ts'

const TODAY = '2027-01-15'

test.each<[number, string | null, string | null, boolean, string | null]>([
  [1, null, null, true, null],
  [2, null, '2026-12-31', false, 'Closed'],
  [3, null, '2027-08-31', true, 'Closes on Tuesday 31 August 2027'],
  [3, null, null, true, 'Open, but proposed to close'],
  [4, '2027-09-01', null, false, 'Opens on Wednesday 1 September 2027'],
  [4, null, null, false, 'Not open yet'],
  [4, '2027-01-15', null, true, 'Opened on Friday 15 January 2027, says the register, though it still calls it proposed'],
])('status %i, opened %s, closed %s: can be added %s, banner %s', (statusCode, openedOn, closedOn, canBeAdded, banner) =>
  inRollback(async ({ make, db }) => {
    expect(eligibilityOf({ statusCode, openedOn, closedOn }, TODAY)).toEqual({ canBeAdded, banner })
    const { id: partnership_id } = await make.partnership()
    const { id } = await make.establishment({ partnership_id, status_code: statusCode, opened_on: openedOn, closed_on: closedOn })
    const inSql = await row<{ can: boolean | null }>(db, `select ${CAN_BE_ADDED_SQL} as can from establishments e where id = :id`, {
      id,
      today: TODAY,
    })
    expect(inSql?.can ?? false).toBe(canBeAdded)
  })(),
)

const PRIMARY = {
  scheme: 'urn' as const,
  typeCode: 1,
  typeGroupCode: 4,
  phaseCode: 2,
  lowAge: 4,
  highAge: 11,
  boardersCode: null,
  sixthFormCode: null,
  nursery: null,
  furtherEducationType: null,
  setOverride: null,
}

test('the set comes from what staff said, then from the round’s mode, then from the register', () => {
  expect(setFor({ ...PRIMARY, setOverride: 'D' }, 'declaration')).toEqual({ set: 'D', reason: 'chosen by staff' })
  expect(setFor(PRIMARY, 'declaration')).toEqual({ set: 'F', reason: 'by type' })
  expect(setFor(PRIMARY, 'full_audit')).toEqual({ set: 'A', reason: 'by type' })
  expect(setReasonWords('by type', 'full_audit', 'Community school')).toBe('By type: Community school')
  expect(setReasonWords('by type', 'declaration', 'Community school')).toBe('This round is a short declaration')
  expect(setReasonWords('chosen by staff', 'full_audit', 'Community school')).toBe('Chosen by staff')
})
