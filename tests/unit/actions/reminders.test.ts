import { describe, expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import type { Lead } from '../../../src/features/actions/index.ts'
import { reminderKey, whoIsReminded } from '../../../src/features/actions/reminders.ts'

const lead = (id: number, email: string): Lead => ({
  id: asId<'actionLead'>(id),
  actionId: asId<'action'>(9),
  position: 0,
  written: 'Maya Lindqvist',
  kind: 'person',
  name: 'Maya Lindqvist',
  organisation: '',
  note: '',
  toConfirm: false,
  email,
  addressNumber: 1,
})
const LEADS = [lead(1, 'maya@northmoor.example'), lead(2, ''), lead(3, 'board@northmoor.example')]

describe('who is written to before an action is due', () => {
  test.each([
    ['2027-01-17', 'planned', 0, 'fifteen days before'],
    ['2027-01-16', 'planned', 2, 'fourteen days before'],
    ['2027-01-02', 'under_way', 2, 'on its last day'],
    ['2027-01-01', 'under_way', 0, 'once it is overdue'],
    ['2027-01-10', 'done', 0, 'when it is done'],
    ['2027-01-10', 'dropped', 0, 'when it is dropped'],
    [null, 'planned', 0, 'without a date'],
  ] as const)('due on %s and %s: %d are written to, %s', (dueTo, state, count, _why) => {
    expect(whoIsReminded({ state, dueTo }, LEADS, '2027-01-02').length).toBe(count)
  })

  test('each is written to once for each day on which it is due', () => {
    expect(reminderKey(LEADS[0]!, '2027-01-16')).not.toBe(reminderKey(LEADS[0]!, '2027-02-16'))
    expect(reminderKey(LEADS[0]!, '2027-01-16')).not.toBe(reminderKey(LEADS[2]!, '2027-01-16'))
  })
})
