import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { countAmong, answeredIn, wantedFor } from '../../../src/features/findings/figureCounts.ts'
import { figuresOf } from '../../../src/features/findings/figures.ts'
import { figureOf, figuresFor, type Figured } from '../../../src/features/findings/figureSet.ts'
import { cover } from '../../../src/features/suppression/index.ts'
import { Attacker } from '../../support/attack.ts'

/** Findings of one round as somebody found them published: each case says what gave a small number away. */
type Case = { id: string; findings: { question?: string; questions?: string[]; answers: string[]; n: number; of: number }[] }
const { cases } = JSON.parse(readFileSync(new URL('../../fixtures/suppression/F47.json', import.meta.url), 'utf8')) as { cases: Case[] }

const RULE = { threshold: 5, minimum: 10 }

/** The findings of a case over these answers, which must give the numbers of the case. */
function publicationOf(id: string, people: readonly (readonly [times: number, answers: Record<string, string>])[]) {
  const { findings } = cases.find(one => one.id === id)!
  const made = findings.map(({ question, questions, answers }): Figured => ({
    source: 'completed',
    counted: (questions ?? [question!]).map((key, at) => ({ question: key, values: [answers[at] ?? ''] })),
  }))
  const given = people.flatMap(([times, answers]) => Array.from({ length: times }, () => new Map(Object.entries(answers))))
  const values = Map.groupBy(
    people.flatMap(([, answers]) => Object.entries(answers)),
    ([key]) => key,
  )
  const all = new Map([...values].map(([key, pairs]) => [key, [...new Set(pairs.map(([, value]) => value))]]))
  const figures = figuresFor(made, [], new Set())
  const counts = countAmong(given, wantedFor('completed', figures, all))
  expect(made.map(finding => [counts.get(figureOf.n(finding)), counts.get(figureOf.of(finding))])).toEqual(
    findings.map(({ n, of }) => [n, of]),
  )
  const source = {
    ...answeredIn('completed', counts, all, new Map([...all.keys()].map(key => [key, given.length]))),
    ...{ source: 'completed' as const, printed: new Set(all.keys()) },
    questions: [...all].map(([key, known]) => ({ key, values: known, askedByFacts: true })),
  }
  return { made, publication: figuresOf([source], undefined, { figures, counts, threshold: RULE.threshold }) }
}

test('F47a: of four answers that come to the whole, the one of 3 is covered, and so is another', () => {
  const { made, publication } = publicationOf('F47a', [
    [50, { q1: 'level 1' }],
    [40, { q1: 'level 2' }],
    [11, { q1: 'level 3' }],
    [3, { q1: 'level 4' }],
  ])
  const { covered, exposed } = cover(publication, RULE)
  expect(exposed).toEqual([])
  expect(made.map(finding => covered.get(figureOf.n(finding)) ?? 'shown')).toEqual(['shown', 'shown', 'beside', 'small'])
  const attacker = new Attacker(publication, covered, RULE.threshold)
  for (const possible of [1, 2, 3, 4]) expect(attacker.canBe(figureOf.n(made[3]!), possible)).toBe(true)
})

test('F47b: of two findings that differ by 2, one is covered, although both are large', () => {
  const { made, publication } = publicationOf('F47b', [
    [88, { q1: 'yes', q2: 'yes' }],
    [2, { q1: 'yes', q2: 'no' }],
    [14, { q1: 'no', q2: 'no' }],
  ])
  const { covered, exposed } = cover(publication, RULE)
  expect(exposed).toEqual([])
  expect(made.filter(finding => covered.has(figureOf.n(finding)))).not.toEqual([])
  const attacker = new Attacker(publication, covered, RULE.threshold)
  const between = publication.cells.find(({ id, value }) => id.endsWith('only the second') && value === 2)!
  for (const possible of [1, 2, 3, 4]) expect(attacker.canBe(between.id, possible)).toBe(true)
})
