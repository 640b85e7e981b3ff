import { describe, expect, test } from '@jest/globals'
import type { Figured } from '../../../src/features/findings/figureSet.ts'
import { closedValues } from '../../../src/features/findings/questionShapes.ts'
import { groupSlice, type Grouped } from '../../../src/features/findings/grouped.ts'
import { cellOf, cover, withEarlier, type Publication, type Rule } from '../../../src/features/suppression/index.ts'
import { givenAway } from '../../support/attack.ts'
import { invented, publicationOf, QUESTIONS, type Establishment } from '../../support/invented.ts'
import { A_MOMENT, secondsOf } from '../../support/moment.ts'

const RULE: Rule = { threshold: 5, minimum: 10 }
const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed)
const keyAt = (seed: number): string => QUESTIONS[seed % QUESTIONS.length]!.key
const by = (way: Grouped['by'], ...questions: string[]): Grouped[] =>
  questions.map(question => ({ source: 'completed', question, by: way }))
const finding = (key: string): Figured => ({
  source: 'completed',
  counted: [{ question: key, values: closedValues(QUESTIONS.find(question => question.key === key)!).slice(0, 1) }],
})
const NONE = { now: [], before: [] }

/** What was published with its covering, as it is kept. */
const kept = (publication: Publication, rule = RULE) => ({
  publication,
  covered: [...cover(publication, rule).covered],
  threshold: rule.threshold,
})

describe('a reader of tables by group', () => {
  test.each(seeds(20))('learns of no small number which it is, nor what all of a few said (seed %i)', seed => {
    const all = invented(seed, 30 + 5 * seed, { groups: 2 + (seed % 4), alike: 2 + (seed % 4) })
    const publication = publicationOf(all, [], [], RULE.threshold, { ...NONE, now: by('phase', keyAt(seed), keyAt(seed + 1)) })
    const covering = cover(publication, RULE)
    expect(covering.exposed).toEqual([])
    expect(givenAway(publication, covering, RULE)).toEqual([])
  })

  test.each(seeds(12))('learns nothing from one question in two groupings, although everyone knows who is in which (seed %i)', seed => {
    const all = invented(seed, 40 + 8 * seed, { groups: 3, alike: 3 })
    const now = [...by('phase', keyAt(seed)), ...by('authority', keyAt(seed))]
    const publication = publicationOf(all, [], [], RULE.threshold, { ...NONE, now })
    const covering = cover(publication, RULE)
    expect(covering.exposed).toEqual([])
    expect(givenAway(publication, covering, RULE)).toEqual([])
  })

  test.each(seeds(12))('learns nothing from tables beside findings of the same question, of the same day (seed %i)', seed => {
    const all = invented(seed, 50 + 5 * seed, { groups: 3, alike: 3 })
    const said = [finding(keyAt(seed))]
    const before = kept(publicationOf(all, said, [], RULE.threshold))
    const tables = publicationOf(all, [], said, RULE.threshold, { ...NONE, now: by('phase', keyAt(seed)) })
    const now = withEarlier(tables, [before])
    const covering = cover(now, RULE)
    expect(givenAway(now, covering, RULE)).toEqual([])
    expect(covering.exposed).toEqual([])
    // And the other way round: what is said after the tables.
    const later = withEarlier(publicationOf(all, said, [], RULE.threshold), [kept(tables)])
    const last = cover(later, RULE)
    expect(givenAway(later, last, RULE)).toEqual([])
    expect(last.exposed).toEqual([])
  })

  test.each(seeds(8))('learns nothing from one grouping now and another before, with some who came since (seed %i)', seed => {
    const all = invented(seed, 110, { groups: 3, alike: 3 })
    const first = by('phase', keyAt(seed))
    const before = kept(publicationOf(all.slice(0, 80 + seed), [], [], RULE.threshold, { ...NONE, now: first }))
    const now = withEarlier(
      publicationOf(all.slice(0, 80 + 2 * seed), [], [], RULE.threshold, { now: by('authority', keyAt(seed)), before: first }),
      [before],
    )
    const covering = cover(now, RULE)
    expect(givenAway(now, covering, RULE)).toEqual([])
  })

  const school = (group: number, authority: number, log: string): Establishment => ({
    ...{ group, authority, completed: true, sampled: false, asked: new Set(['log']), answers: new Map([['log', log]]) },
  })
  const many = (count: number, ...of: Parameters<typeof school>) => Array.from({ length: count }, () => school(...of))

  test('does not learn from two groupings what the one said who is in one of them and not in the other', () => {
    // Authority 0 is phase 0 and one school more.
    const all = [...many(12, 0, 0, 'yes'), ...many(8, 0, 0, 'no'), school(1, 0, 'no'), ...many(14, 1, 1, 'yes'), ...many(9, 1, 1, 'no')]
    const one = publicationOf(all, [], [], RULE.threshold, { ...NONE, now: by('phase', 'log') })
    expect(cover(one, RULE).covered.size).toBe(0)
    const both = publicationOf(all, [], [], RULE.threshold, { ...NONE, now: [...by('phase', 'log'), ...by('authority', 'log')] })
    const covering = cover(both, RULE)
    expect(covering.covered.size).toBeGreaterThan(0)
    expect(givenAway(both, covering, RULE)).toEqual([])
    // The same when the other grouping was published before and nothing has moved.
    const after = withEarlier(publicationOf(all, [], [], RULE.threshold, { now: by('authority', 'log'), before: by('phase', 'log') }), [
      kept(one),
    ])
    expect(givenAway(after, cover(after, RULE), RULE)).toEqual([])
  })

  test('does not learn from a finding what a table of the same day covers', () => {
    const all = [...many(20, 0, 0, 'yes'), ...many(3, 0, 0, 'no'), ...many(20, 1, 1, 'yes'), ...many(20, 1, 1, 'no')]
    const tables = publicationOf(all, [], [], RULE.threshold, { ...NONE, now: by('phase', 'log') })
    const { covered } = cover(tables, RULE)
    expect(covered.get(cellOf.value(groupSlice('completed', 'phase', 'phase 0'), 'log', 'no'))).toBe('small')
    const after = withEarlier(publicationOf(all, [finding('log')], [], RULE.threshold), [kept(tables)])
    expect(givenAway(after, cover(after, RULE), RULE)).toEqual([])
  })
})

test('forty groups of 600 schools are covered in a moment', () => {
  const publication = publicationOf(invented(3, 600, { groups: 40, alike: 3 }), [], [], RULE.threshold, {
    ...NONE,
    now: by('phase', 'standard', 'log'),
  })
  expect(secondsOf(() => expect(cover(publication, RULE).exposed).toEqual([]))).toBeLessThan(A_MOMENT)
})
