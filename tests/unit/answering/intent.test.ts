import { expect, it } from '@jest/globals'
import { intentOf } from '../../../src/features/answering/pages/intent.ts'

it('knows what a button of a section leads to', () => {
  expect(intentOf({ intent: 'list:deputies' })).toEqual({ kind: 'list', key: 'deputies' })
  expect(intentOf({ intent: 'list:' })).toEqual({ kind: 'continue' })
  expect(intentOf({ intent: 'later' })).toEqual({ kind: 'later' })
  expect(intentOf({ intent: 'again:lettings' })).toEqual({ kind: 'stay' })
  expect(intentOf({ intent: 'again-file:policies.7' })).toEqual({ kind: 'stay' })
  expect(intentOf({ intent: 'file' })).toEqual({ kind: 'file' })
  expect(intentOf({ intent: 'versions:priority' })).toEqual({ kind: 'versions', key: 'priority' })
  expect(intentOf({ intent: 'section:people' })).toEqual({ kind: 'section', key: 'people' })
  expect(intentOf({ intent: 'change:12' })).toEqual({ kind: 'change', key: '12' })
  expect(intentOf({ intent: 'change:../../sign-off' })).toEqual({ kind: 'continue' })
  expect(intentOf({ intent: 'lastYear' })).toEqual({ kind: 'lastYear' })
  expect(intentOf({})).toEqual({ kind: 'continue' })
})
