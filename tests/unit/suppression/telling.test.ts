import { describe, expect, test } from '@jest/globals'
import { groupSlice, groupFigures, type Grouped } from '../../../src/features/findings/grouped.ts'
import { shareWords } from '../../../src/features/findings/shareWords.ts'
import {
  asPrinted,
  cellOf,
  cover,
  coverInSteps,
  coverBesideWords,
  joined,
  tablesOf,
  tellable,
  toldAlone,
  withEarlier,
  type Bounds,
  type Earlier,
  type Publication,
  type Rule,
} from '../../../src/features/suppression/index.ts'
import { independentParts } from '../../../src/features/suppression/independent.ts'
import { givenAway } from '../../support/attack.ts'
import { atomsOf, invented, QUESTIONS, shapesFor, sliceOf, type Establishment } from '../../support/invented.ts'

const RULE: Rule = { threshold: 5, minimum: 10 }
const LEAST = 10
const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed)
const keysOf = (seed: number) => [0, 3].map(step => QUESTIONS[(seed + step) % QUESTIONS.length]!.key).filter(key => key !== 'means')
const toldOf = (...of: Parameters<typeof tellable>) => new Map([...tellable(...of)].flatMap(proved => [...proved]))
const NOTHING = new Map<string, Bounds>()

/** What a report prints of a few questions, and the groups of it, which it does not. */
function roundOf(all: readonly Establishment[], keys: readonly string[]) {
  const shapes = shapesFor(keys)
  const report = tablesOf(shapes, [sliceOf('completed', all, keys, true)])
  const before = keys.map((question): Grouped => ({ source: 'completed', question, by: 'phase' }))
  const inGroups = groupFigures('completed', shapes, { now: [], before }, atomsOf(all, keys))
  const wanted = new Map<string, Bounds>()
  for (const group of new Set(all.map(one => one.group)))
    for (const { key, values } of shapes) {
      const some = all.filter(one => one.group === group && one.asked.has(key))
      const id = cellOf.value(groupSlice('completed', 'phase', `phase ${group}`), key, values[0]!)
      if (some.length > LEAST) wanted.set(id, shareWords(some.filter(({ answers }) => answers.get(key) === values[0]).length, some.length))
    }
  return { report, inGroups, wanted, printed: asPrinted(report, cover(report, RULE).covered, RULE.threshold) }
}

/** What a reader of some words beside a printed report learns that the report alone does not tell. */
const learnt = (publication: Publication, words: ReadonlyMap<string, Bounds>): string[] => {
  const known = {
    ...publication,
    cells: publication.cells.map(cell => ({ ...cell, ...(words.has(cell.id) ? { told: words.get(cell.id)! } : {}) })),
  }
  const silent = givenAway(publication, { covered: new Map(), exposed: [] }, RULE)
  return givenAway(known, { covered: new Map(), exposed: [] }, RULE).filter(given => !silent.includes(given))
}

describe('what letters to schools tell of others in words', () => {
  test.each(seeds(6))('says no small number, nor what all of a few said, beside the report (seed %i)', seed => {
    const { printed, inGroups, wanted } = roundOf(
      invented(seed, 40 + 6 * seed, { groups: 2 + (seed % 3), alike: 2 + (seed % 3) }),
      keysOf(seed),
    )
    const publication = joined([printed, inGroups])
    expect(learnt(publication, toldOf(publication, wanted, RULE))).toEqual([])
  })

  test('tells most of what is wanted, and would give small numbers away if it told all', () => {
    let [told, all, away] = [0, 0, 0]
    for (const seed of [4, 5, 6]) {
      const { printed, inGroups, wanted } = roundOf(invented(seed, 40 + 6 * seed, { groups: 3, alike: 3 }), keysOf(seed))
      const publication = joined([printed, inGroups])
      const harmless = toldOf(publication, wanted, RULE)
      expect(learnt(publication, harmless)).toEqual([])
      told += harmless.size
      all += wanted.size
      away += learnt(publication, wanted).length
    }
    expect(away).toBeGreaterThan(0)
    expect(told).toBeGreaterThan(all / 2)
  })

  test('are proved step by step, so that others have their turn between two', () => {
    const { printed, inGroups, wanted } = roundOf(invented(4, 64, { groups: 3, alike: 3 }), keysOf(4))
    expect([...tellable(joined([printed, inGroups]), wanted, RULE)].length).toBeGreaterThan(2)
  })

  test('what has to be covered is worked out in steps of one count each: none is as long as the whole', () => {
    const keys = QUESTIONS.map(({ key }) => key)
    const { report } = roundOf(invented(3, 40, { groups: 3, alike: 2 }), keys)
    const tried = [...coverInSteps(report, RULE)]
    const small = report.cells.filter(({ as, value }) => as !== 'fixed' && value > 0 && value < RULE.threshold)
    expect(tried.length).toBeGreaterThanOrEqual(small.length)
    expect(tried.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(150)
    expect(Math.max(...tried)).toBeLessThan(60)
  })

  test('said in numbers, as letters once did, gives small ones away', () => {
    const { printed, inGroups, wanted } = roundOf(invented(4, 90, { groups: 3, alike: 3 }), ['standard'])
    const values = new Map(inGroups.cells.map(({ id, value }) => [id, value]))
    const exact = new Map([...wanted.keys()].map(id => [id, { least: values.get(id)!, most: values.get(id)! }]))
    expect(learnt(joined([printed, inGroups]), exact)).not.toEqual([])
  })

  test.each(seeds(4))('are held against a report that is made when some came since (seed %i)', seed => {
    const all = invented(seed, 110, { groups: 3, alike: 3 })
    const keys = keysOf(seed)
    const then = roundOf(all.slice(0, 70), keys)
    const told = toldOf(joined([then.printed, then.inGroups]), then.wanted, RULE)
    const words = { publication: toldAlone(joined([then.report, then.inGroups]), told), covered: [], threshold: RULE.threshold }
    const { report } = roundOf(all.slice(0, 71 + seed), keys)
    const { covered, exposed } = coverBesideWords(report, cover(report, RULE), { printed: [], words: [words] }, RULE)
    expect(exposed).toEqual([])
    const beside = withEarlier(asPrinted(report, covered, RULE.threshold), [words])
    const known = new Map(
      beside.cells.flatMap(({ id, told: bounds }) => (bounds && id.startsWith('before') ? [[id, bounds] as const] : [])),
    )
    const silent = {
      ...beside,
      cells: beside.cells.map(({ told: bounds, ...cell }) =>
        known.has(cell.id) ? cell : { ...cell, ...(bounds ? { told: bounds } : {}) },
      ),
    }
    expect(learnt(silent, known)).toEqual([])
  })

  test('are held against all that letters told before, not only against those that left last', () => {
    const all = invented(7, 130, { groups: 3, alike: 3 })
    const wordsOf = (count: number, earlier: readonly Earlier[]) => {
      const { printed, inGroups, report, wanted } = roundOf(all.slice(0, count), ['beds_checked'])
      const beside = (some: readonly Earlier[]) => withEarlier(joined([printed, inGroups]), some)
      const told = (some: readonly Earlier[]) => toldOf(beside(some), wanted, RULE)
      const own = told(earlier)
      const publication = toldAlone(joined([report, inGroups]), own)
      return { beside, told, own, words: { publication, covered: [], threshold: RULE.threshold } }
    }
    const first = wordsOf(70, [])
    const second = wordsOf(74, [first.words])
    const third = wordsOf(79, [first.words, second.words])
    const known = third.beside([first.words, second.words])
    const parts = independentParts(known)
    const learntOf = (words: ReadonlyMap<string, Bounds>) =>
      parts.filter(({ cells }) => cells.some(({ id }) => words.has(id))).flatMap(part => learnt(part, words))
    expect(learntOf(third.own)).toEqual([])
    // Beside those that left last alone they would say a number of the others.
    expect(learntOf(third.told([second.words]))).not.toEqual([])
  })

  test('cost a report made of the same answers nothing', () => {
    const { report, printed, inGroups, wanted } = roundOf(invented(6, 120, { groups: 3, alike: 3 }), ['standard', 'log'])
    const told = toldOf(joined([printed, inGroups]), wanted, RULE)
    expect(told.size).toBeGreaterThan(0)
    const words = { publication: toldAlone(joined([report, inGroups]), told), covered: [], threshold: RULE.threshold }
    const covering = cover(report, RULE)
    expect(coverBesideWords(report, covering, { printed: [], words: [words] }, RULE)).toEqual(covering)
  })
})

test('a share is told in wide steps: nothing exact, and every number of others is in one', () => {
  expect(shareWords(16, 16)).toEqual({ words: 'Almost all', least: 15, most: 16 })
  expect(shareWords(13, 16)).toEqual({ words: 'Most', least: 12, most: 14 })
  expect(shareWords(8, 16)).toEqual({ words: 'About half', least: 7, most: 8 })
  expect(shareWords(4, 16)).toEqual({ words: 'About a third', least: 4, most: 6 })
  expect(shareWords(0, 16)).toEqual({ words: 'Fewer than a quarter', least: 0, most: 3 })
  for (const n of [10, 11, 40]) expect(shareWords(n, 40).least).toBeLessThanOrEqual(n)
})

test('a publication is not held up where no words were told', () => {
  const { report } = roundOf(invented(1, 60), ['log'])
  const covering = cover(report, RULE)
  expect(coverBesideWords(report, covering, { printed: [], words: [] }, RULE)).toBe(covering)
  expect(toldOf(report, NOTHING, RULE).size).toBe(0)
})
