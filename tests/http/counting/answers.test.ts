import { describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { asId, type Id } from '../../../src/platform/id.ts'
import { changed, row, rows } from '../../../src/platform/db.ts'
import { compareAnswers, countMoved, keptAnswerCount, readyAnswers } from '../../../src/features/counting/actions.ts'
import { roundDocuments } from '../../../src/features/counting/index.ts'
import { factsFrom } from '../../../src/features/establishments/index.ts'
import { countingIn } from '../../../src/features/findings/actions.ts'
import { countAnswers, countFindings } from '../../../src/features/findings/countStore.ts'
import { returnsBehind } from '../../../src/features/findings/returnsStore.ts'
import type { CountedAnswers } from '../../../src/features/findings/index.ts'
import { askedSections } from '../../../src/features/questionnaires/index.ts'
import { mayNeedAction, valuesOf, type Json } from '../../../src/features/questions/index.ts'
import { sampleFacts } from '../sampling/world.ts'
import { inRollback, type TestWorld } from '../../support/app.ts'
import { filledRound } from '../../support/filledRound.ts'
import { answer, returnIn, roundWith } from '../sampling/world.ts'

const CURRENT = 'policies_child_protection_current'

/** What each return of a round answered that can be counted, read answer by answer by the rules themselves. */
async function readOneByOne({ db }: TestWorld, of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> }) {
  const documents = await roundDocuments(db, of.partnershipId, of.roundId)
  const found = await rows<{ id: Id<'return'>; status: string; sent: boolean; version: Id<'version'>; facts: string[] }>(
    db,
    `select id, status, submitted_at is not null as sent, questionnaire_version_id as version, facts from returns where round_id = ? order by id`,
    [of.roundId],
  )
  return Promise.all(
    found.map(async ({ id, status, sent, version, facts }) => {
      const { document } = documents.find(({ versionId }) => versionId === version)!
      const given = await rows<{ key: string; answer: Json }>(db, `select question_key as key, answer from responses where return_id = ?`, [
        id,
      ])
      const answers = new Map(given.map(({ key, answer: value }) => [key, value]))
      const closed = askedSections(document, factsFrom(facts), answers)
        .flatMap(section => section.questions)
        .filter(question => valuesOf(question).length > 0)
      const chosen = new Map<string, Json[]>()
      for (const { key } of closed) {
        const value = answers.get(key)
        const values = (Array.isArray(value) ? value : [value]).filter(
          (one): one is Json => one !== undefined && one !== null && one !== '' && one !== 'na',
        )
        if (values.length > 0) chosen.set(key, values)
      }
      const ratings = closed.filter(question => mayNeedAction(question) && chosen.has(question.key))
      const allBest = ratings.length > 0 && ratings.every(question => answers.get(question.key) === valuesOf(question)[0]?.value)
      return { id, completed: ['submitted', 'accepted', 'awaiting_sign_off'].includes(status), allBest: sent && allBest, chosen }
    }),
  )
}

describe('the bits that are kept for counting', () => {
  test(
    'give every count that the answers give when they are read one by one, over two question sets',
    inRollback(async world => {
      const { partnershipId, round } = await filledRound(world.db, world.make)
      const of = { partnershipId, roundId: round.id }
      const where = await countingIn(world.db, partnershipId, round.id)
      const all = await readOneByOne(world, of)
      const completed = all.filter(one => one.completed)
      const keys = [...new Set(all.flatMap(({ chosen }) => [...chosen.keys()]))]
      const counted = await countAnswers(world.db, where, 'completed', keys, 'all')
      const expected = keys.flatMap(key => {
        const values = completed.flatMap(({ chosen }) => chosen.get(key) ?? [])
        return [...new Set(values)].map(value => ({ key, answer: value, count: values.filter(one => one === value).length }))
      })
      const inOrder = (list: typeof counted) => list.map(one => JSON.stringify(one)).sort()
      expect(inOrder(counted)).toEqual(inOrder(expected.map(({ key, answer: value, count }) => ({ key, answer: value, count }))))
      expect(counted.length).toBeGreaterThan(100)

      const pick = fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1, maxLength: 3 }).chain(some =>
        fc.tuple(
          ...some.map(question => {
            const values = [...new Set(completed.flatMap(({ chosen }) => chosen.get(question) ?? []))]
            return fc
              .subarray(values.length === 0 ? ['yes'] : values, { minLength: 1 })
              .map((chosen): CountedAnswers => ({ question, values: chosen }))
          }),
        ),
      )
      await fc.assert(
        fc.asyncProperty(pick, async wanted => {
          const judged = completed.flatMap(({ id, chosen }) => {
            const applies = wanted.filter(({ question }) => chosen.has(question))
            return applies.length === 0
              ? []
              : [{ id, counts: applies.every(({ question, values }) => chosen.get(question)!.some(one => values.includes(one))) }]
          })
          const finding = { id: asId<'finding'>(7), source: 'completed' as const, counted: wanted }
          const of_ = judged.length
          const n = judged.filter(({ counts }) => counts).length
          expect((await countFindings(world.db, where, [finding])).get(finding.id)).toMatchObject({ n, of: of_ })
          const behind = await returnsBehind(world.db, where, finding, { part: 'counting', limit: 50, offset: 0 })
          expect(behind.map(({ returnId }) => returnId).sort()).toEqual(
            judged
              .filter(({ counts }) => counts)
              .map(({ id }) => id)
              .sort(),
          )
        }),
        { numRuns: 60 },
      )
      const best = (await sampleFacts(world.db, partnershipId, round.id))
        .filter(({ allPositive }) => allPositive)
        .map(({ returnId }) => returnId)
      expect(best.sort()).toEqual(
        all
          .filter(({ allBest }) => allBest)
          .map(({ id }) => id)
          .sort(),
      )
    }),
  )

  test(
    'follow a return that is sent back and sent again, in the same moment',
    inRollback(async world => {
      const actor = await world.make.staffActor()
      const { round, returns } = await roundWith(world, actor.partnershipId, ['on_time', 'on_time'])
      await answer(world, returns[0]!, { [CURRENT]: 'yes' })
      await answer(world, returns[1]!, { [CURRENT]: 'yes' })
      const counted = async () => {
        const where = await countingIn(world.db, actor.partnershipId, round.id)
        const finding = { id: asId<'finding'>(1), source: 'completed' as const, counted: [{ question: CURRENT, values: ['yes'] }] }
        const { n, of } = (await countFindings(world.db, where, [finding])).get(finding.id)!
        return [n, of]
      }
      expect(await counted()).toEqual([2, 2])
      await world.db.raw(`update returns set status = 'returned', version = version + 1 where id = ?`, [returns[0]!.id])
      expect(await counted()).toEqual([1, 1])
      await answer(world, returns[0]!, { [CURRENT]: 'no' })
      await world.db.raw(`update returns set status = 'submitted', version = version + 1 where id = ?`, [returns[0]!.id])
      expect(await counted()).toEqual([1, 2])
    }),
  )

  test(
    'are worked out by a job, so that whoever looks finds them ready',
    inRollback(async world => {
      const actor = await world.make.staffActor()
      const { round } = await roundWith(world, actor.partnershipId, ['on_time'])
      const waiting = async () =>
        (
          await row<{ n: number }>(
            world.db,
            `select count(*) as n from return_answers where round_id = ? and counted is distinct from moved`,
            [round.id],
          )
        )?.n
      expect(await waiting()).toBe(1)
      await countMoved(world.deps)
      expect(await waiting()).toBe(0)
    }),
  )

  test(
    'are compared with the answers every night: a fault that was planted is mended, and logged',
    inRollback(async world => {
      const actor = await world.make.staffActor()
      const { round, returns } = await roundWith(world, actor.partnershipId, ['on_time', 'late'])
      for (const one of returns) await answer(world, one, { [CURRENT]: 'yes' })
      const of = { partnershipId: actor.partnershipId, roundId: round.id }
      await readyAnswers(world.db, of)
      const error = jest.spyOn(world.deps.log, 'error').mockImplementation(() => undefined)
      expect(await compareAnswers(world.deps, null)).toEqual({ differed: 0 })
      await changed(world.db, `update return_answers set choices = ~choices where return_id = ?`, [returns[1]!.id])
      expect(await compareAnswers(world.deps, null)).toEqual({ differed: 1 })
      expect(error).toHaveBeenCalledTimes(1)
      expect(await compareAnswers(world.deps, null)).toEqual({ differed: 0 })
    }),
  )
})

test(
  'a count of a round is kept as long as no answer moves and the same is asked, and no longer',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { round } = await roundWith(world, actor.partnershipId, ['on_time'])
    const of = { partnershipId: actor.partnershipId, roundId: round.id }
    let times = 0
    const count = (asked: string) =>
      keptAnswerCount(world.db, of, {
        what: 'a test',
        asked,
        work: () => {
          times += 1
          return Promise.resolve(times)
        },
      })
    expect([await count('one'), await count('one')]).toEqual([1, 1])
    expect([await count('two'), await count('two')]).toEqual([2, 2])
    await returnIn(world, round, 'late')
    expect([await count('two'), await count('two')]).toEqual([3, 3])
  }),
)
