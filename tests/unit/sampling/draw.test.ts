import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  allocate,
  drawSample,
  lotOf,
  nextInLine,
  sampleSize,
  type Candidate,
  type DrawMethod,
} from '../../../src/features/sampling/draw.ts'

const STRATA = ['Primary', 'Secondary', '16 plus', 'Nursery', 'Not stated']
const populations = fc
  .uniqueArray(
    fc.record({ key: fc.integer({ min: 100_000, max: 999_999 }).map(urn => `urn:${urn}`), stratum: fc.constantFrom(...STRATA) }),
    {
      selector: ({ key }) => key,
      minLength: 1,
      maxLength: 120,
    },
  )
  .map(list => list as Candidate[])
const sizes = fc.oneof(fc.record({ count: fc.integer({ min: 1, max: 150 }) }), fc.record({ percent: fc.integer({ min: 1, max: 100 }) }))
const methods: fc.Arbitrary<DrawMethod> = fc.oneof(
  fc.constant({ kind: 'all' as const }),
  sizes.map(size => ({ kind: 'simple' as const, size })),
  sizes.map(size => ({ kind: 'stratified' as const, size })),
)
const schools = (count: number, stratum = 'Primary'): Candidate[] =>
  Array.from({ length: count }, (_, at) => ({ key: `urn:${100_000 + at}`, stratum }))

describe('a draw', () => {
  test('gives the same members in the same order, in whatever order the rows come', () => {
    fc.assert(
      fc.property(populations, methods, fc.string(), fc.infiniteStream(fc.nat()), (population, method, seed, numbers) => {
        const shuffled = population
          .map(candidate => ({ candidate, at: numbers.next().value as number }))
          .sort((one, other) => one.at - other.at)
          .map(({ candidate }) => candidate)
        expect(drawSample(shuffled, method, seed)).toEqual(drawSample(population, method, seed))
      }),
    )
  })

  test('has nobody twice and nobody from outside the population', () => {
    fc.assert(
      fc.property(populations, methods, fc.string(), (population, method, seed) => {
        const keys = drawSample(population, method, seed).members.map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
        expect(population.map(({ key }) => key)).toEqual(expect.arrayContaining(keys))
      }),
    )
  })

  test('has exactly the size that was asked for', () => {
    fc.assert(
      fc.property(populations, sizes, fc.string(), (population, size, seed) => {
        const wanted = sampleSize(population.length, size)
        const strata = new Set(population.map(({ stratum }) => stratum)).size
        expect(drawSample(population, { kind: 'simple', size }, seed).members).toHaveLength(wanted)
        expect(drawSample(population, { kind: 'stratified', size }, seed).members).toHaveLength(Math.max(wanted, strata))
        expect(drawSample(population, { kind: 'all' }, seed).members).toHaveLength(population.length)
      }),
    )
  })

  test('has somebody from every stratum, and as many as its counts say', () => {
    fc.assert(
      fc.property(populations, sizes, fc.string(), (population, size, seed) => {
        const { members, strata } = drawSample(population, { kind: 'stratified', size }, seed)
        for (const { stratum, drawn, population: from } of strata) {
          expect(drawn).toBeGreaterThan(0)
          expect(members.filter(member => member.stratum === stratum)).toHaveLength(drawn)
          expect(population.filter(candidate => candidate.stratum === stratum)).toHaveLength(from)
        }
      }),
    )
  })

  test('can be checked with nothing but a hash of seed and key', () => {
    const population = schools(40)
    const bySha = population
      .map(({ key }) => ({ key, hash: createHash('sha256').update(`autumn 2026 ${key}`).digest('hex') }))
      .sort((one, other) => (one.hash < other.hash ? -1 : 1))
      .map(({ key }) => key)
    expect(drawSample(population, { kind: 'simple', size: { count: 5 } }, 'autumn 2026').members.map(({ key }) => key)).toEqual(
      bySha.slice(0, 5),
    )
  })

  test('is the one that was drawn when the rule was made', () => {
    const drawn = drawSample(schools(20), { kind: 'simple', size: { count: 3 } }, 'reference').members.map(({ key }) => key)
    expect(drawn).toEqual(PINNED)
  })

  test('changes with the seed and favours nobody', () => {
    const times = new Map<string, number>()
    for (let seed = 0; seed < 2000; seed += 1)
      for (const { key } of drawSample(schools(20), { kind: 'simple', size: { count: 5 } }, `seed ${seed}`).members)
        times.set(key, (times.get(key) ?? 0) + 1)
    // Each of 20 is expected 500 times of 2,000, with a standard deviation of 19.4: five of those either way.
    for (const count of times.values()) expect(Math.abs(count - 500)).toBeLessThan(97)
    expect(times.size).toBe(20)
  })

  test('refuses a population that has somebody twice, and a size of nought', () => {
    expect(() => drawSample([...schools(2), ...schools(1)], { kind: 'all' }, 's')).toThrow('twice')
    expect(() => drawSample(schools(2), { kind: 'simple', size: { count: 0 } }, 's')).toThrow('above nought')
  })

  test('of nobody is nobody', () =>
    expect(drawSample([], { kind: 'stratified', size: { count: 5 } }, 's')).toEqual({ members: [], strata: [] }))
})

test.each([
  [[70, 20, 10], 10, [7, 2, 1]],
  [[98, 1, 1], 10, [8, 1, 1]],
  [[50, 30, 20], 1, [1, 1, 1]],
  [[3, 3, 3], 4, [2, 1, 1]],
  [[60, 25, 15], 13, [8, 3, 2]],
  [[5, 0, 5], 4, [2, 0, 2]],
  [[2, 2], 9, [2, 2]],
  [[], 3, []],
])('of groups of %j, %i seats go %j', (groups, wanted, expected) => expect(allocate(groups, wanted)).toEqual(expected))

test.each([
  [118, { percent: 10 }, 12],
  [30, { percent: 10 }, 3],
  [3, { percent: 1 }, 1],
  [10, { count: 25 }, 10],
  [0, { percent: 10 }, 0],
])('of %i, %j is %i', (population, size, expected) => expect(sampleSize(population, size)).toBe(expected))

test('somebody who drops out is replaced by the next lot of the same stratum, then of any', () => {
  const population = [...schools(10), { key: 'urn:900001', stratum: 'Nursery' }, { key: 'urn:900002', stratum: 'Nursery' }]
  const order = [...population].sort((one, other) => (lotOf('s', one.key) < lotOf('s', other.key) ? -1 : 1))
  const nurseries = order.filter(({ stratum }) => stratum === 'Nursery').map(({ key }) => key)
  expect(nextInLine(population, new Set([nurseries[0] as string]), 'Nursery', 's')?.key).toBe(nurseries[1])
  const next = nextInLine(population, new Set(nurseries), 'Nursery', 's')
  expect(next?.key).toBe(order.find(({ stratum }) => stratum === 'Primary')?.key)
  expect(nextInLine(population, new Set(population.map(({ key }) => key)), 'Nursery', 's')).toBeUndefined()
})

/** As `sha256sum` of the command line orders them. */
const PINNED = ['urn:100006', 'urn:100018', 'urn:100000']
