import { hash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { asId } from '../../../src/platform/id.ts'
import type { StoredResponse } from '../../../src/features/returns/auditReturn.ts'
import { baseAfter, baseOf, planSave, printOf, THEIRS, type Choices, type Entry } from '../../../src/features/returns/merge.ts'
import { isSamePart, type Part } from '../../../src/features/returns/parts.ts'
import { NO_RESPONSE, PARTS, type Response } from '../../../src/features/questions/index.ts'

const says = (answer: string | null): Response => ({ ...NO_RESPONSE, answer })
const kept = (response: Response, version: number): StoredResponse => ({
  ...response,
  version,
  byName: 'Sam Okafor',
  contributorId: asId(1),
  at: new Date(0),
  partsBy: null,
})
const stored = (answer: string | null, version: number): StoredResponse => kept(says(answer), version)
const plan = (entry: Entry, now: StoredResponse | undefined) => planSave(new Map([['q', entry]]), new Map(now ? [['q', now]] : []))

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
    ['blanked here, changed there', ['no', 3], ['yes', 4], null, 'conflict'],
    ['from a version that never was', ['no', 9], ['maybe', 5], 'yes', 'conflict'],
  ] as const)('%s', (_name, before, now, typed, outcome) => {
    const rendered = before ? stored(before[0], before[1]) : undefined
    const { conflicts, writes } = plan(
      { base: baseOf(rendered, rendered ?? NO_RESPONSE), response: says(typed) },
      now ? stored(now[0], now[1]) : undefined,
    )
    const came = conflicts.length > 0 ? 'conflict' : writes[0] ? `written ${writes[0].version}` : 'kept'
    expect(came).toBe(outcome)
  })
})

test('a base says the same whatever the order in which a database keeps the parts of an answer', () => {
  const typed = { answer: { name: 'Sam', email: null, trained: '2026-09-01' }, comment: null, action: null }
  const inOrder = { answer: { email: null, trained: '2026-09-01', name: 'Sam' }, comment: null, action: null }
  expect(baseOf(undefined, inOrder)).toBe(baseOf(undefined, typed))
  expect(baseOf(undefined, { ...inOrder, comment: 'new' })).not.toBe(baseOf(undefined, typed))
})

test('a part says the same in whatever order a database keeps its keys', () => {
  const answer = { name: 'Ann', role: null }
  expect(isSamePart(answer, { role: null, name: 'Ann' })).toBe(true)
  expect(isSamePart(answer, { ...answer, role: 'Head' })).toBe(false)
  expect(isSamePart(null, null)).toBe(true)
  expect(isSamePart(null, answer)).toBe(false)
})

test('a form grows by nothing for what is blank, and carries no more for an answer than it did', () => {
  expect(baseOf(undefined, NO_RESPONSE)).toBe('0...')
  expect(baseOf(stored('yes', 3), says('yes'))).toMatch(/^3\.[\w-]{8}\.\.$/)
})

test('what was offered and sent back as it was is not held against what a colleague answered', () => {
  const base = baseOf(undefined, says('Sam Okafor'))
  const theirs = stored('Lee Marsh', 1)
  expect(plan({ base, response: says('Sam Okafor') }, theirs)).toEqual({ writes: [], conflicts: [] })
  expect(plan({ base, response: says('Ada Sim') }, theirs).conflicts).toHaveLength(1)
  expect(plan({ base, response: says('Sam Okafor') }, undefined).writes).toHaveLength(1)
})

test('a comment beside a rating that a colleague changes meanwhile: both are kept', () => {
  const before = stored('amber', 3)
  const theirs = stored('green', 4)
  const mine = { ...says('amber'), comment: 'Records are on CPOMS.' }
  const { writes, conflicts } = plan({ base: baseOf(before, before), response: mine }, theirs)
  expect(conflicts).toEqual([])
  expect(writes).toMatchObject([{ version: 5, answer: 'green', comment: 'Records are on CPOMS.', changed: ['comment'], over: [] }])
})

test('of a question in conflict the other parts are saved, and shown as they are stored', () => {
  const before = kept({ answer: 'amber', comment: 'Old', action: null }, 3)
  const theirs = kept({ answer: 'green', comment: 'Old', action: { what: 'Theirs', owner: null, dueOn: null } }, 4)
  const { writes, conflicts } = plan({ base: baseOf(before, before), response: { answer: 'red', comment: 'New', action: null } }, theirs)
  const after = { answer: 'green', comment: 'New', action: theirs.action }
  expect(writes).toMatchObject([{ ...after, version: 5 }])
  expect(conflicts).toMatchObject([{ parts: ['answer'], shown: { ...after, answer: 'red' }, theirs: { answer: 'green' } }])
  // Pressed again as it is, and with the comment that a third person changes meanwhile.
  const again = { base: conflicts[0]?.base ?? '', response: conflicts[0]?.shown ?? NO_RESPONSE }
  expect(plan(again, kept(after, 5))).toMatchObject({ writes: [], conflicts: [{ parts: ['answer'] }] })
  expect(plan(again, kept({ ...after, comment: 'Third' }, 6))).toMatchObject({ writes: [], conflicts: [{ parts: ['answer'] }] })
})

describe('a choice between two texts', () => {
  const before = stored('no', 3)
  const theirs = stored('maybe', 4)
  const entry = { base: baseOf(before, before), response: says('yes') }
  test('mine is written over theirs, and theirs is known to be chosen over', () => {
    expect(plan({ ...entry, choices: { answer: printOf('maybe') } }, theirs).writes).toMatchObject([{ answer: 'yes', over: ['answer'] }])
    // Going back to what stood there before is a choice too.
    expect(plan({ ...entry, response: says('no'), choices: { answer: printOf('maybe') } }, theirs).writes).toMatchObject([{ answer: 'no' }])
    expect(plan({ ...entry, choices: { answer: printOf(null) } }, stored(null, 4)).writes).toMatchObject([{ answer: 'yes' }])
  })
  test('theirs stays', () => {
    expect(plan({ ...entry, choices: { answer: THEIRS } }, theirs)).toEqual({ writes: [], conflicts: [] })
  })
  test('a third text, or a choice at another part, leaves the conflict one', () => {
    const made: Choices[] = [{ answer: printOf('perhaps') }, { answer: '' }, { comment: printOf('maybe') }, { comment: THEIRS }]
    for (const choices of made)
      expect(plan({ ...entry, choices }, theirs)).toMatchObject({ writes: [], conflicts: [{ parts: ['answer'] }] })
  })
})

test.each(['', '2', '2.', 'x', '2.AAAA', '99999999999', '2...x', '-...', '2.-.-.-', '2.AAAAAAAA.AAAAAAAA', '2....'])(
  'a base that no form of ours carried (%j) never overwrites silently',
  base => {
    expect(plan({ base, response: says('mine') }, stored('theirs', 3))).toMatchObject({ writes: [], conflicts: [{ key: 'q' }] })
  },
)

describe('a form that was drawn before each part had a print', () => {
  const former = (version: number, { answer, comment, action }: Response) =>
    `${version}.${hash('sha1', JSON.stringify([answer, comment, action]), 'base64url').slice(0, 16)}`
  const base = former(3, says('no'))
  test('writes what this person alone changed, and leaves what nobody touched', () => {
    expect(plan({ base, response: says('yes') }, stored('no', 3)).writes).toMatchObject([{ answer: 'yes' }])
    expect(plan({ base, response: says('no') }, stored('maybe', 4))).toEqual({ writes: [], conflicts: [] })
    expect(plan({ base: former(0, NO_RESPONSE), response: says('yes') }, undefined).writes).toHaveLength(1)
  })
  test('has every part in which the texts differ chosen, however often it is pressed', () => {
    const theirs = kept({ answer: 'maybe', comment: 'Theirs', action: null }, 4)
    let entry = { base, response: says('yes') }
    for (let press = 0; press < 3; press += 1) {
      const { writes, conflicts } = plan(entry, theirs)
      expect({ writes, parts: conflicts[0]?.parts }).toEqual({ writes: [], parts: ['answer', 'comment'] })
      entry = { base: conflicts[0]?.base ?? '', response: conflicts[0]?.shown ?? NO_RESPONSE }
    }
  })
})

const text = fc.constantFrom(null, 'a', 'b', 'c')
const response = fc.record({ answer: text, comment: text, action: text.map(what => what && { what, owner: null, dueOn: null }) })
const presses = fc.array(fc.record({ by: fc.nat(2), changes: fc.array(fc.constantFrom(...PARTS)), typed: response, opens: fc.boolean() }), {
  maxLength: 12,
})

/** A form as one person has it open: what it shows, and from which base it goes on. */
type Form = { shown: Response; base: string; choosing: readonly Part[] }

test('whatever three people press in whatever order: no text is lost that its writer or its reader did not decide on', () => {
  fc.assert(
    fc.property(response, presses, (first, all) => {
      let now: StoredResponse | undefined = PARTS.every(part => first[part] === null) ? undefined : kept(first, 1)
      const open = (): Form => ({ shown: { ...NO_RESPONSE, ...bare(now) }, base: baseOf(now, bare(now)), choosing: [] })
      const forms = [open(), open(), open()]
      for (const { by, changes, typed, opens } of all) {
        if (opens) forms[by] = open()
        const form = forms[by] ?? open()
        const sent: Response = { ...form.shown, ...Object.fromEntries(changes.map(part => [part, typed[part]])) }
        const before = bare(now)
        const { writes, conflicts } = plan({ base: form.base, response: sent }, now)
        const [write] = writes
        if (write) now = kept(bare(write), write.version)
        const after = bare(now)
        const held = conflicts[0]?.parts ?? []
        for (const part of PARTS) {
          const isTyped = !same(sent[part], form.shown[part]) || form.choosing.includes(part)
          // Each text that was typed is stored, or shown again beside the other.
          if (isTyped && !same(after[part], sent[part])) expect(held).toContain(part)
          if (held.includes(part)) expect(conflicts[0]?.shown[part]).toEqual(sent[part])
          // What is replaced was on the form of who replaces it.
          if (!same(before[part], after[part])) expect(before[part]).toEqual(form.shown[part])
          // A part that was shown beside another is not decided by pressing again.
          if (form.choosing.includes(part) && !same(before[part], sent[part])) expect(after[part]).toEqual(before[part])
        }
        forms[by] = { shown: conflicts[0]?.shown ?? after, base: conflicts[0]?.base ?? baseOf(now, after), choosing: held }
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a form that stays open while it is saved goes on as one that was opened anew, for what it shows', () => {
  fc.assert(
    fc.property(response, response, response, response, (shown, theirs, sent, next) => {
      const [drawn, current] = [kept(shown, 1), kept(theirs, 2)]
      const entry = { base: baseOf(drawn, drawn), response: sent }
      const [write] = plan(entry, current).writes
      const now = write ? kept(bare(write), write.version) : current
      const base = baseAfter(entry, now)
      const later = plan({ base, response: next }, now)
      const end = later.writes[0] ? bare(later.writes[0]) : bare(now)
      for (const part of PARTS) {
        const isSeen = same(now[part], sent[part])
        // What this person saw stored they may change; what they never saw is never written over.
        if (isSeen) expect(end[part]).toEqual(next[part])
        else expect(end[part]).toEqual(now[part])
      }
    }),
    { numRuns: 2_000 },
  )
})

const bare = (from: Response | undefined): Response => ({
  answer: from?.answer ?? null,
  comment: from?.comment ?? null,
  action: from?.action ?? null,
})
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
