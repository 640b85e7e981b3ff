import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { StoredResponse } from '../../../src/features/returns/auditReturn.ts'
import { basesNeeded, planSave } from '../../../src/features/returns/merge.ts'
import type { Response } from '../../../src/features/questionnaires/index.ts'

const says = (answer: string | null): Response => ({ answer, comment: null, action: null })
const stored = (answer: string | null, version: number): StoredResponse => ({
  ...says(answer),
  version,
  byName: 'Sam Okafor',
  contributorId: 1,
  at: new Date(0),
})

/** before: what the form was rendered with; now: what is stored; typed: what comes. */
describe('what a save makes of one answer', () => {
  test.each([
    ['first answer', null, null, 'yes', 'written 1'],
    ['changed by this person alone', ['no', 3], ['no', 3], 'yes', 'written 4'],
    ['blanked by this person alone', ['no', 3], ['no', 3], null, 'written 4'],
    ['untouched', ['no', 3], ['no', 3], 'no', 'kept'],
    ['untouched and blank', null, null, null, 'kept'],
    ['changed by a colleague alone', ['no', 3], ['yes', 4], 'no', 'kept'],
    ['answered by a colleague alone', null, ['yes', 1], null, 'kept'],
    ['changed by both to the same', ['no', 3], ['yes', 4], 'yes', 'kept'],
    ['changed by both', ['no', 3], ['maybe', 5], 'yes', 'conflict'],
    ['answered by both', null, ['maybe', 1], 'yes', 'conflict'],
    ['changed here, blanked there', ['no', 3], [null, 4], 'yes', 'conflict'],
    ['from a version that never was', ['no', 9], ['maybe', 5], 'yes', 'conflict'],
  ] as const)('%s', (_name, before, now, typed, outcome) => {
    const entries = new Map([['q', { baseVersion: before?.[1] ?? 0, response: says(typed) }]])
    const current = new Map(now ? [['q', stored(now[0], now[1])]] : [])
    const plan = planSave(entries, current, (_key, version) =>
      version === before?.[1] && version <= (now?.[1] ?? 0) ? says(before[0]) : undefined,
    )
    const came = plan.conflicts.length > 0 ? 'conflict' : plan.writes[0] ? `written ${plan.writes[0].version}` : 'kept'
    expect(came).toBe(outcome)
  })
})

test('the earlier text is looked up only for what somebody else changed meanwhile', () => {
  const entries = new Map([
    ['same', { baseVersion: 2, response: says('a') }],
    ['fresh', { baseVersion: 2, response: says('b') }],
    ['stale', { baseVersion: 1, response: says('c') }],
    ['agreed', { baseVersion: 1, response: says('d') }],
    ['first', { baseVersion: 0, response: says('e') }],
  ])
  const current = new Map([...entries.keys()].map(key => [key, stored(key === 'agreed' ? 'd' : key === 'same' ? 'a' : 'x', 2)]))
  expect(basesNeeded(entries, current)).toEqual([{ key: 'stale', version: 1 }])
})

test('whatever order two people save in, no text is dropped without having been shown beside the other', () => {
  const text = fc.constantFrom(null, 'a', 'b', 'c')
  fc.assert(
    fc.property(text, text, text, (before, first, second) => {
      const history: Response[] = before === null ? [] : [says(before)]
      const state = () => {
        const latest = history.at(-1)
        return new Map(latest ? [['q', { ...stored(null, history.length), ...latest }]] : [])
      }
      const rendered = history.length
      const save = (typed: string | null) => {
        const plan = planSave(
          new Map([['q', { baseVersion: rendered, response: says(typed) }]]),
          state(),
          (_key, version) => history[version - 1],
        )
        for (const { answer, comment, action } of plan.writes) history.push({ answer, comment, action })
        return plan
      }
      save(first)
      const late = save(second)
      const now = history.at(-1)?.answer ?? null
      if (late.conflicts.length > 0) expect(new Set([before, first, second]).size).toBe(3)
      else expect(now).toBe(second === before ? first : second)
    }),
  )
})
