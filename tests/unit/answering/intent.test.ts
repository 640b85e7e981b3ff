import { expect, it } from '@jest/globals'
import { intentOf } from '../../../src/features/answering/pages/sectionForm.ts'

it('knows what a button of a section leads to', () => {
  expect(intentOf({ intent: 'list:deputies' })).toEqual({ kind: 'list', key: 'deputies' })
  expect(intentOf({ intent: 'list:' })).toEqual({ kind: 'continue' })
  expect(intentOf({ intent: 'later' })).toEqual({ kind: 'later' })
  expect(intentOf({ intent: 'again:lettings' })).toEqual({ kind: 'stay' })
  expect(intentOf({ intent: 'again-file:policies.7' })).toEqual({ kind: 'stay' })
  expect(intentOf({ intent: 'file' })).toEqual({ kind: 'file' })
  expect(intentOf({ intent: 'lastYear' })).toEqual({ kind: 'lastYear' })
  expect(intentOf({})).toEqual({ kind: 'continue' })
})
