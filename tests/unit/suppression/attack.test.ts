import { describe, expect, test } from '@jest/globals'
import {
  cover,
  tablesOf,
  withEarlier,
  type AnswerCounts,
  type Covering,
  type Parting,
  type Publication,
  type QuestionShape,
  type Rule,
  type Slice,
} from '../../../src/features/suppression/index.ts'
import { Attacker } from '../../support/attack.ts'

const RULE: Rule = { threshold: 5, minimum: 10 }

/** The same numbers for the same seed on every machine (Park and Miller's minimal standard generator). */
function dice(seed: number): (sides: number) => number {
  let state = (seed * 48_271 + 11) % 2_147_483_647
  return sides => {
    state = (state * 48_271) % 2_147_483_647
    return Math.floor((state / 2_147_483_647) * sides)
  }
}

type Establishment = { group: number; sampled: boolean; answers: Map<string, string | null> }

/** Establishments with answers: some questions are asked of those who gave an answer to another, and many are not answered. */
function invented(seed: number, { people, groups, questions }: { people: number; groups: number; questions: number }) {
  const roll = dice(seed)
  const shapes: QuestionShape[] = Array.from({ length: questions }, (_, at) => ({
    key: `q${at}`,
    values: ['a', 'b', 'c', 'd'].slice(0, 2 + (at % 3)),
    ...(at % 3 === 1 ? { askedOf: { question: `q${at - 1}`, values: ['a'], all: true } } : { askedByFacts: true }),
  }))
  const skewed = (values: readonly string[]) => values[Math.min(roll(values.length), roll(values.length), roll(values.length + 1))] ?? 'a'
  const all = Array.from({ length: people }, (): Establishment => {
    const answers = new Map<string, string | null>()
    for (const { key, values, askedOf } of shapes) {
      if (askedOf && !askedOf.values.includes(answers.get(askedOf.question) ?? '')) continue
      answers.set(key, roll(20) === 0 ? null : skewed(values))
    }
    return { group: Math.min(roll(groups), roll(groups)), sampled: roll(4) === 0, answers }
  })
  return { shapes, all }
}

function sliceOf(id: string, shapes: readonly QuestionShape[], some: readonly Establishment[], printed = true): Slice {
  const answers = new Map<string, AnswerCounts>(
    shapes.map(({ key, values }) => {
      const given = some.flatMap(({ answers: of }) => (of.has(key) ? [of.get(key) ?? null] : []))
      const counts = Object.fromEntries(values.map(value => [value, given.filter(answer => answer === value).length]))
      return [key, { values: counts, answered: given.filter(answer => answer !== null).length, asked: given.length }]
    }),
  )
  return { id, population: some.length, answers, printed }
}

type Size = { people: number; groups: number; questions: number }

/** @param come how many of them have sent their answers: all, unless it is said */
function inventedTables(seed: number, size: Size, come = size.people): Publication {
  const { shapes, all: everybody } = invented(seed, size)
  const all = everybody.slice(0, come)
  const groups: Parting = {
    id: 'group',
    slices: Array.from({ length: size.groups }, (_, at) =>
      sliceOf(
        `group ${at}`,
        shapes,
        all.filter(({ group }) => group === at),
      ),
    ),
  }
  const sample: Parting = {
    id: 'sample',
    slices: [
      sliceOf(
        'sample',
        shapes,
        all.filter(({ sampled }) => sampled),
      ),
      sliceOf(
        'rest',
        shapes,
        all.filter(({ sampled }) => !sampled),
        false,
      ),
    ],
  }
  return tablesOf(shapes, sliceOf('all', shapes, all), size.groups === 0 ? [] : [groups, sample])
}

/** The counts that a reader can tell apart from what they could be: there must be none. */
function givenAway(publication: Publication, { covered, exposed }: Covering, rule: Rule): string[] {
  const attacker = new Attacker(publication, covered, rule.threshold)
  return publication.cells
    .filter(({ value, as }) => as !== 'fixed' && value > 0 && value < rule.threshold)
    .filter(({ id }) => !exposed.includes(id))
    .flatMap(({ id, value }) =>
      [1, Math.max(value, Math.min(rule.threshold - 1, populationOf(publication, id)))].flatMap(possible =>
        attacker.canBe(id, possible) ? [] : [`${id} (${value}) cannot be ${possible}`],
      ),
    )
}

/** The covered counts, one by one, that a reader can still work out: covering them would be for nothing. */
function pinned(publication: Publication, { covered }: Covering): string[] {
  const attacker = new Attacker(publication, covered, RULE.threshold)
  const covers = publication.cells.filter(({ id }) => covered.has(id) && covered.get(id) !== 'whole')
  return covers
    .filter(({ id, value }) => ![1, -1, 2, -2, 3, -3].some(by => value + by >= 0 && attacker.canBe(id, value + by)))
    .map(({ id, value }) => `${id} is ${value}`)
}

const populationOf = ({ cells }: Publication, id: string): number =>
  cells.find(cell => cell.id === `${id.split('|')[0] ?? ''}|population`)?.value ?? Infinity

describe('a reader who knows the rule and all that is printed', () => {
  test.each(Array.from({ length: 24 }, (_, seed) => seed))('learns of no small number which it is (seed %i)', seed => {
    const publication = inventedTables(seed, { people: 30 + 7 * seed, groups: 2 + (seed % 3), questions: 1 + (seed % 3) })
    const covering = cover(publication, RULE)
    expect(covering.exposed).toEqual([])
    expect(givenAway(publication, covering, RULE)).toEqual([])
    expect(pinned(publication, covering)).toEqual([])
  })

  test.each(Array.from({ length: 12 }, (_, seed) => seed))('learns nothing from two publications side by side (seed %i)', seed => {
    const size = { people: 90, groups: 0, questions: 1 + (seed % 3) }
    const before = inventedTables(seed, size, 60 + seed)
    const first = cover(before, RULE)
    const now = withEarlier(inventedTables(seed, size, 61 + 2 * seed), [
      { publication: before, covered: [...first.covered], threshold: RULE.threshold },
    ])
    const second = cover(now, RULE)
    expect(givenAway(now, second, RULE)).toEqual([])
    expect(second.exposed).toEqual([])
  })

  test('finds who came between two publications that were each covered alone', () => {
    const size = { people: 90, groups: 0, questions: 2 }
    const [before, after] = [inventedTables(5, size, 70), inventedTables(5, size, 72)]
    const [first, alone] = [cover(before, RULE), cover(after, RULE)]
    const now = withEarlier(after, [{ publication: before, covered: [...first.covered], threshold: RULE.threshold }])
    expect(givenAway(now, { covered: alone.covered, exposed: [] }, RULE)).not.toEqual([])
  })

  test('finds what was covered first alone', () => {
    const publication = inventedTables(3, { people: 120, groups: 3, questions: 3 })
    const covering = cover(publication, RULE)
    const first = new Map([...covering.covered].filter(([, why]) => why === 'small'))
    expect(givenAway(publication, { covered: first, exposed: [] }, RULE)).not.toEqual([])
  })
})

test('the tables of a whole round, 150 questions for five groups and a sample, are covered in a few seconds', () => {
  const publication = inventedTables(7, { people: 300, groups: 5, questions: 150 })
  const from = performance.now()
  const { exposed } = cover(publication, RULE)
  const seconds = (performance.now() - from) / 1000
  expect(exposed).toEqual([])
  expect(seconds).toBeLessThan(20)
})
