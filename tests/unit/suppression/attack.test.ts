import { describe, expect, test } from '@jest/globals'
import { cover, tablesOf, withEarlier, type Covering, type Publication, type Rule } from '../../../src/features/suppression/index.ts'
import { Attacker, givenAway } from '../../support/attack.ts'
import { invented, QUESTIONS, shapesFor, sliceOf, sum, type Establishment } from '../../support/invented.ts'
import { A_MOMENT, secondsOf } from '../../support/moment.ts'

const RULE: Rule = { threshold: 5, minimum: 10 }

const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed)

/** So many questions from one on: each has its turn with those that hang together with it. */
const keysFrom = (seed: number, count: number): string[] =>
  Array.from({ length: count }, (_, at) => QUESTIONS[(seed + at) % QUESTIONS.length]!.key)

/** What all of them answered, by groups and by who is in the sample. */
function tables(all: readonly Establishment[], keys: readonly string[], groups = 0): Publication {
  const group = (at: number) =>
    sliceOf(
      `group ${at}`,
      all.filter(one => one.group === at),
      keys,
      true,
      'group',
    )
  const sampled = (is: boolean) =>
    sliceOf(
      is ? 'sample' : 'rest',
      all.filter(one => one.sampled === is),
      keys,
      is,
      'sample',
    )
  const phases = Array.from({ length: groups }, (_, at) => group(at))
  const parts = groups === 0 ? [] : [...phases, sampled(true), sampled(false)]
  const sums = groups === 0 ? [] : [sum('all', ...phases.map(({ id }) => id)), sum('all', 'sample', 'rest')]
  return tablesOf(shapesFor(keys), [sliceOf('all', all, keys, true), ...parts], sums)
}

/** The covered counts, one by one, that a reader can still work out: covering them would be for nothing. */
function pinned(publication: Publication, { covered }: Covering): string[] {
  const attacker = new Attacker(publication, covered, RULE.threshold)
  const covers = publication.cells.filter(({ id }) => covered.has(id) && covered.get(id) !== 'whole' && covered.get(id) !== 'same')
  return covers
    .filter(({ id, value }) => ![1, -1, 2, -2, 3, -3].some(by => value + by >= 0 && attacker.canBe(id, value + by)))
    .map(({ id, value }) => `${id} is ${value}`)
}

describe('a reader who knows the rule and all that is printed', () => {
  test.each(seeds(30))('learns of no small number which it is, nor what all of a few said (seed %i)', seed => {
    const groups = 2 + (seed % 3)
    const publication = tables(invented(seed, 30 + 5 * seed, { groups, alike: 2 + (seed % 4) }), keysFrom(seed, 1 + (seed % 3)), groups)
    const covering = cover(publication, RULE)
    expect(covering.exposed).toEqual([])
    expect(givenAway(publication, covering, RULE)).toEqual([])
    expect(pinned(publication, covering)).toEqual([])
  })

  test.each(seeds(20))('learns nothing of a round of a few (seed %i)', seed => {
    const publication = tables(invented(seed, 5 + (seed % 5), { alike: 5 }), keysFrom(seed, 1 + (seed % 3)))
    const covering = cover(publication, RULE)
    expect(covering.exposed).toEqual([])
    expect(givenAway(publication, covering, RULE)).toEqual([])
  })

  test.each(seeds(20))('learns nothing from two publications side by side (seed %i)', seed => {
    const all = invented(seed, 100)
    const keys = keysFrom(seed, 1 + (seed % 3))
    const before = tables(all.slice(0, 60 + seed), keys)
    const first = cover(before, RULE)
    const now = withEarlier(tables(all.slice(0, 61 + 2 * seed), keys), [
      { publication: before, covered: [...first.covered], threshold: RULE.threshold },
    ])
    const second = cover(now, RULE)
    expect(givenAway(now, second, RULE)).toEqual([])
    expect(second.exposed).toEqual([])
  })

  test('finds who came between two publications that were each covered alone', () => {
    const all = invented(5, 90)
    const keys = ['standard', 'means']
    const [before, after] = [tables(all.slice(0, 70), keys), tables(all.slice(0, 72), keys)]
    const [first, alone] = [cover(before, RULE), cover(after, RULE)]
    const now = withEarlier(after, [{ publication: before, covered: [...first.covered], threshold: RULE.threshold }])
    expect(givenAway(now, { covered: alone.covered, exposed: [] }, RULE)).not.toEqual([])
  })

  test.each(['small', 'same'])('finds what was covered because it is %s, where nothing else is', why => {
    const publication = tables(
      invented(3, why === 'small' ? 120 : 8, { groups: 3, alike: 5 }),
      ['standard', 'plan', 'log'],
      why === 'small' ? 3 : 0,
    )
    const { covered } = cover(publication, RULE)
    const first = new Map([...covered].filter(([, known]) => known === 'small'))
    expect(givenAway(publication, { covered: first, exposed: [] }, RULE)).not.toEqual([])
  })
})

test('ten questions that hang together, of 300 schools in five groups and a sample, are covered in a moment', () => {
  const publication = tables(invented(7, 300, { groups: 5 }), keysFrom(0, 10), 5)
  expect(secondsOf(() => expect(cover(publication, RULE).exposed).toEqual([]))).toBeLessThan(A_MOMENT)
})
