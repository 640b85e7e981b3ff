import { expect, it } from '@jest/globals'
import { intentOf } from '../../../src/features/answering/pages/sectionForm.ts'

it('knows the table to which another row is asked for', () => {
  expect(intentOf({ intent: 'add-row:deputies' })).toEqual({ kind: 'addRow', table: 'deputies' })
  expect(intentOf({ intent: 'add-row:' })).toEqual({ kind: 'continue' })
  expect(intentOf({ intent: 'later' })).toEqual({ kind: 'later' })
  expect(intentOf({ intent: 'again:lettings' })).toEqual({ kind: 'stay' })
  expect(intentOf({ intent: 'again-file:policies.7' })).toEqual({ kind: 'stay' })
  expect(intentOf({ intent: 'lastYear' })).toEqual({ kind: 'lastYear' })
  expect(intentOf({})).toEqual({ kind: 'continue' })
})
