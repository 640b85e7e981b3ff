import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { asId } from '../../../src/platform/id.ts'
import type { StoredResponse } from '../../../src/features/returns/auditReturn.ts'
import { baseOf, planSave } from '../../../src/features/returns/merge.ts'
import type { Response } from '../../../src/features/questions/index.ts'

const says = (answer: string | null): Response => ({ answer, comment: null, action: null })
const stored = (answer: string | null, version: number): StoredResponse => ({
  ...says(answer),
  version,
  byName: 'Sam Okafor',
  contributorId: asId(1),
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
    const rendered = before ? stored(before[0], before[1]) : undefined
    const entries = new Map([['q', { base: baseOf(rendered, rendered ?? says(null)), response: says(typed) }]])
    const plan = planSave(entries, new Map(now ? [['q', stored(now[0], now[1])]] : []))
    const came = plan.conflicts.length > 0 ? 'conflict' : plan.writes[0] ? `written ${plan.writes[0].version}` : 'kept'
    expect(came).toBe(outcome)
  })
})

test('a base says the same whatever the order in which a database keeps the parts of an answer', () => {
  const typed = { answer: { name: 'Sam', email: null, trained: '2026-09-01' }, comment: null, action: null }
  const kept = { answer: { email: null, trained: '2026-09-01', name: 'Sam' }, comment: null, action: null }
  expect(baseOf(undefined, kept)).toBe(baseOf(undefined, typed))
  expect(baseOf(undefined, { ...kept, comment: 'new' })).not.toBe(baseOf(undefined, typed))
})

test('what was offered and sent back as it was is not held against what a colleague answered', () => {
  const base = baseOf(undefined, says('Sam Okafor'))
  const theirs = new Map([['q', stored('Lee Marsh', 1)]])
  expect(planSave(new Map([['q', { base, response: says('Sam Okafor') }]]), theirs)).toEqual({ writes: [], conflicts: [] })
  expect(planSave(new Map([['q', { base, response: says('Ada Sim') }]]), theirs).conflicts).toHaveLength(1)
})

test.each(['', '2', '2.', 'x', '2.AAAA', '99999999999'])('a base that no form of ours carried (%j) never overwrites silently', base => {
  const plan = planSave(new Map([['q', { base, response: says('mine') }]]), new Map([['q', stored('theirs', 3)]]))
  expect(plan).toMatchObject({ writes: [], conflicts: [{ key: 'q' }] })
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
      const rendered = state().get('q')
      const base = baseOf(rendered, rendered ?? says(null))
      const save = (typed: string | null) => {
        const plan = planSave(new Map([['q', { base, response: says(typed) }]]), state())
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
