import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { figureOf, figuresOf, type Base, type Overlap, type SourceFigures } from '../../../src/features/findings/figures.ts'
import { cover } from '../../../src/features/suppression/index.ts'
import { Attacker } from '../../support/attack.ts'

/** Findings of one round as somebody found them published: each case says what gave a small number away. */
type Case = {
  id: string
  findings: { key: string; question?: string; questions?: string[]; answers: string[]; n: number; of: number }[]
}
const { cases } = JSON.parse(readFileSync(new URL('../../fixtures/suppression/F47.json', import.meta.url), 'utf8')) as { cases: Case[] }
const caseOf = (id: string): Case => {
  const found = cases.find(one => one.id === id)
  if (!found) throw new Error(`no case ${id}`)
  return found
}

const RULE = { threshold: 5, minimum: 10 }

/** The figures of a case; all 104 answered both questions, and nobody is left out by "not applicable". */
function figuresIn({ findings }: Case) {
  const made = findings.map(({ question, questions = question === undefined ? [] : [question], answers, n, of }, at) => ({
    id: asId<'finding'>(at + 1),
    source: 'completed' as const,
    counted: questions.map((key, place) => ({ question: key, values: [answers[place] ?? ''] })),
    n,
    of,
  }))
  const keys = [...new Set(made.flatMap(({ counted }) => counted.map(({ question }) => question)))]
  const values = (key: string): Record<string, number> =>
    Object.fromEntries(
      made
        .filter(({ counted }) => counted.length === 1 && counted[0]?.question === key)
        .map(({ counted, n }) => [counted[0]?.values[0] ?? '', n]),
    )
  const answers = new Map(
    keys.map(key => {
      const given = values(key)
      const rest = 104 - Object.values(given).reduce((sum, count) => sum + count, 0)
      return [key, { values: { ...given, ...(rest > 0 ? { other: rest } : {}) }, answered: 104, asked: 104 }]
    }),
  )
  const source: SourceFigures = {
    source: 'completed',
    population: 104,
    questions: keys.map(key => ({ key, values: Object.keys(answers.get(key)?.values ?? {}), askedByFacts: true })),
    answers,
  }
  return { made, source }
}

test('F47a: of four answers that come to the whole, the one of 3 is covered, and so is another', () => {
  const { made, source } = figuresIn(caseOf('F47a'))
  const publication = figuresOf([source], made, { bases: [], overlaps: [], threshold: 5 })
  const { covered, exposed } = cover(publication, RULE)
  expect(exposed).toEqual([])
  const why = made.map(({ id }) => covered.get(figureOf.n(id)) ?? 'shown')
  expect(why).toEqual(['shown', 'shown', 'beside', 'small'])
  const attacker = new Attacker(publication, covered, 5)
  for (const possible of [1, 2, 3, 4]) expect(attacker.canBe(figureOf.n(asId(4)), possible)).toBe(true)
})

test('F47b: of two findings that differ by 2, one is covered, although both are large', () => {
  const { made, source } = figuresIn(caseOf('F47b'))
  const [alone, both] = made as [(typeof made)[number], (typeof made)[number]]
  // 90 said yes to the first, and 88 of them to both; as many as that to the second.
  const bases: Base[] = [
    { findingId: both.id, question: 'q1', n: alone.n },
    { findingId: both.id, question: 'q2', n: both.n },
  ]
  const overlaps = bases.map(({ question, n }): Overlap => ({
    one: figureOf.n(both.id),
    other: figureOf.base(both.id, question),
    n: { one: both.n, other: n },
    both: both.n,
  }))
  source.answers.get('q2')!.values = { yes: 88, other: 16 }
  const second = { ...source.questions[1]!, values: ['yes', 'other'] }
  const publication = figuresOf([{ ...source, questions: [source.questions[0]!, second] }], made, { bases, overlaps, threshold: 5 })
  const { covered, exposed } = cover(publication, RULE)
  expect(exposed).toEqual([])
  expect(made.filter(({ id }) => covered.has(figureOf.n(id)))).not.toEqual([])
  const attacker = new Attacker(publication, covered, 5)
  const between = `${figureOf.n(both.id)} and ${figureOf.base(both.id, 'q1')}: only the second`
  for (const possible of [1, 2, 3, 4]) expect(attacker.canBe(between, possible)).toBe(true)
})
