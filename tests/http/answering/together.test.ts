import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { rows, type Pool } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { openReturn, saveSection, merge } from '../../../src/features/returns/index.ts'
import type { ContributorActor } from '../../../src/features/history/index.ts'
import { worldOn } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { answering } from './answering.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())

const KEYS = ['priority', 'story', 'read_part_one'] as const
type Key = (typeof KEYS)[number]
type Text = string | null

/** What one person does: opens the section, types into some questions, and saves; over and over. */
type Turn = { key: Key; text: Text }[]

const texts = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null })
const turns = fc.array(fc.array(fc.record({ key: fc.constantFrom(...KEYS), text: texts }), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
})

test('whatever two to four people save at once, every text is stored, or shown beside the one that won', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turns, { minLength: 2, maxLength: 4 }), async people => {
      const world = worldOn(database.db)
      const { auditReturn } = await answering(world)
      const actors = await Promise.all(people.map((_, at) => world.make.contributorActor(auditReturn, 'dsl', `Person ${at}`)))
      const outcomes = (await Promise.all(people.map((person, at) => work(database.db, actors[at]!, person)))).flat()

      const changes = await rows<{ key: Key; version: number; answer: Text; contributorId: Id<'contributor'> }>(
        database.db,
        `select question_key as key, version, answer, contributor_id as "contributorId" from response_changes where return_id = ? order by question_key, version`,
        [auditReturn.id],
      )
      const stored = await rows<{ key: Key; version: number; answer: Text; contributorId: Id<'contributor'> }>(
        database.db,
        `select question_key as key, version, answer, contributor_id as "contributorId" from responses where return_id = ? order by question_key`,
        [auditReturn.id],
      )
      const written = outcomes.filter(({ was }) => was === 'written')
      for (const key of KEYS) {
        const writes = written.filter(write => write.key === key).sort((one, other) => one.version - other.version)
        // Each was written directly over the text that its writer had before them, and what is stored is the last.
        expect(writes.map(({ version }) => version)).toEqual(writes.map((_, at) => at + 1))
        expect(writes.map(({ base }) => base)).toEqual(writes.map((_, at) => writes[at - 1]?.text ?? null))
        const last = writes.at(-1)
        const end = last && { key, version: writes.length, answer: last.text, contributorId: last.actor }
        expect(stored.find(response => response.key === key)).toEqual(end)
        // What is kept was written so, and whatever another person replaced is kept.
        const kept = changes.filter(change => change.key === key)
        for (const { version, answer, contributorId } of kept)
          expect({ text: answer, actor: contributorId }).toEqual({ text: writes[version - 1]?.text, actor: writes[version - 1]?.actor })
        const replaced = writes.flatMap((write, at) => (writes[at + 1] && writes[at + 1]?.actor !== write.actor ? [at + 1] : []))
        expect(kept.map(({ version }) => version)).toEqual(expect.arrayContaining(replaced))
      }
      for (const { key, text, base, baseVersion, was } of outcomes) {
        const texts = written.filter(write => write.key === key)
        // What was not written was said already, was not touched, or came back to its writer beside the other text.
        if (was === 'same') expect([base, ...texts.map(write => write.text)]).toContain(text)
        expect(texts.find(write => write.version === baseVersion)?.text ?? null).toBe(base)
      }
      const events = await rows<{ by: number }>(
        database.db,
        `select actor_id as by from events where return_id = ? and verb = 'return.saved'`,
        [auditReturn.id],
      )
      expect(new Set(events.map(({ by }) => by))).toEqual(new Set(written.map(({ actor }) => actor)))
    }),
    { numRuns: Number(process.env.INTERLEAVINGS ?? 20) },
  )
}, 120_000)

type Outcome = {
  actor: number
  key: Key
  text: Text
  base: Text
  baseVersion: number
  version: number
  was: 'written' | 'conflict' | 'same'
}

async function work(db: Pool, actor: ContributorActor, person: readonly Turn[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const turn of person) {
    const form = await openReturn(db, actor.partnershipId, actor.returnId)
    // Others save between the page and the post.
    await new Promise(resolve => setTimeout(resolve, Math.random() * 3))
    const typed = new Map(turn.map(({ key, text }) => [key, text]))
    const entries = new Map<string, merge.Entry>()
    for (const key of KEYS) {
      const base = form.responses.get(key)
      const answer = typed.has(key) ? (typed.get(key) ?? null) : (base?.answer ?? null)
      const shown = { answer: base?.answer ?? null, comment: null, action: null }
      entries.set(key, { base: merge.baseOf(base, shown), response: { answer, comment: null, action: null } })
    }
    const now = await openReturn(db, actor.partnershipId, actor.returnId)
    const outcome = await saveSection(db, actor, { open: now, sectionKey: 'training', entries, signatures: '', now: new Date() })
    for (const [key, text] of typed) {
      const base = form.responses.get(key)
      const write = outcome.written.find(written => written.key === key)
      const was = write ? 'written' : outcome.conflicts.some(conflict => conflict.key === key) ? 'conflict' : 'same'
      const [baseVersion, version] = [base?.version ?? 0, write?.version ?? 0]
      outcomes.push({ actor: actor.contributorId, key, text, base: (base?.answer ?? null) as Text, baseVersion, version, was })
    }
  }
  return outcomes
}

test('fifty saves of different questions at once are all kept', async () => {
  const world = worldOn(database.db)
  const { auditReturn, dsl, answers } = await answering(world)
  const head = await world.contributor((await world.make.contributorActor(auditReturn, 'head', 'Ruth Ainsworth')).contributorId)
  const fields = ['priority', 'story', 'training_evidence', 'lettings'] as const
  const sections = { priority: 'training', story: 'training', training_evidence: 'training', lettings: 'ratings' } as const
  const statuses = await Promise.all(
    Array.from({ length: 48 }, (_, at) => {
      const key = fields[at % fields.length]!
      const comment = at % 2 === 0 ? dsl : head
      return comment.post(`/return/sections/${sections[key]}`, { [`q.${key}`]: '1', [`v.${key}`]: '0', [`c.${key}`]: 'The same comment' })
    }),
  )
  expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([303]))
  const stored = await answers()
  for (const key of fields) expect(stored.get(key)).toMatchObject({ comment: 'The same comment', version: 1 })
}, 60_000)
