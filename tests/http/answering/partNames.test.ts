import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { merge, openReturn, saveSection, sections } from '../../../src/features/returns/index.ts'
import { isSamePart, type Part } from '../../../src/features/returns/parts.ts'
import { NO_RESPONSE, PARTS, type Response } from '../../../src/features/questions/index.ts'
import { worldOn } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { answering } from './answering.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())

const text = fc.constantFrom(null, 'a', 'b', 'c')
const typed = fc.record({ answer: text, comment: text, action: text.map(what => what && { what, owner: null, dueOn: null }) })
const turns = fc.array(
  fc.record({
    by: fc.nat(2),
    opens: fc.boolean(),
    changes: fc.subarray([...PARTS]),
    typed,
    chooses: fc.option(fc.boolean(), { nil: null }),
  }),
  { minLength: 2, maxLength: 10 },
)

test('whoever saves in whatever order, each part has the name of who gave it, and what another person replaced is kept', async () => {
  const { db } = database
  await fc.assert(
    fc.asyncProperty(turns, async all => {
      const world = worldOn(db)
      const { auditReturn } = await answering(world)
      const people = await Promise.all(['Ann', 'Ben', 'Cy'].map(name => world.make.contributorActor(auditReturn, 'dsl', name)))
      const of = { partnershipId: people[0]!.partnershipId, returnId: people[0]!.returnId, key: 'lettings' }
      const read = async () => (await openReturn(db, of.partnershipId, of.returnId)).responses.get('lettings')
      const formNow = async () => {
        const stored = await read()
        return {
          shown: stored ?? NO_RESPONSE,
          base: merge.baseOf(stored, stored ?? NO_RESPONSE),
          conflict: undefined as merge.Conflict | undefined,
        }
      }
      const forms = await Promise.all(people.map(formNow))
      const givers = new Map<Part, string>()
      const replaced: { part: Part; said: unknown; by: string }[] = []
      for (const { by, opens, changes, typed: given, chooses } of all) {
        const actor = people[by]!
        if (opens) forms[by] = await formNow()
        const form = forms[by]!
        const response = bare({ ...bare(form.shown), ...Object.fromEntries(changes.map(part => [part, given[part]])) })
        const { conflict } = form
        const choices =
          conflict && chooses !== null
            ? Object.fromEntries(conflict.parts.map(part => [part, chooses ? merge.printOf(conflict.theirs[part]) : merge.THEIRS]))
            : {}
        const before = await read()
        const entries = new Map([['lettings', { base: form.base, response, choices }]])
        const open = await openReturn(db, of.partnershipId, of.returnId)
        const outcome = await saveSection(db, actor, { open, sectionKey: 'ratings', entries, signatures: '', now: new Date() })
        const after = await read()
        for (const part of PARTS) {
          if (isSamePart(before?.[part] ?? null, after?.[part] ?? null)) continue
          const former = givers.get(part)
          if (before && before[part] !== null && former !== undefined && former !== actor.name)
            replaced.push({ part, said: before[part], by: former })
          givers.set(part, actor.name)
        }
        if (after) for (const [part, name] of givers) expect([part, merge.giverOf(after, part).byName]).toEqual([part, name])
        // What a person is answered with is what is read afterwards.
        expect(bare(outcome.open.responses.get('lettings'))).toEqual(bare(after))
        const [held] = outcome.conflicts
        forms[by] = held ? { shown: held.shown, base: held.base, conflict: held } : await formNow()
      }
      const kept = await sections.versionsOf(db, of)
      for (const { part, said, by } of replaced)
        expect(kept.some(version => isSamePart(version[part], said as never) && merge.giverOf(version, part).byName === by)).toBe(true)
    }),
    { numRuns: Number(process.env.INTERLEAVINGS ?? 20) },
  )
}, 120_000)

const bare = (from: Response | undefined): Response => ({
  answer: from?.answer ?? null,
  comment: from?.comment ?? null,
  action: from?.action ?? null,
})
