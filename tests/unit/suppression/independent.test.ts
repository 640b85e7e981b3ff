import { expect, test } from '@jest/globals'
import { cover, tablesOf, type QuestionShape, type Slice } from '../../../src/features/suppression/index.ts'
import { independentParts } from '../../../src/features/suppression/independent.ts'

const RULE = { threshold: 5, minimum: 10 }
const question = (key: string, more: Partial<QuestionShape> = {}): QuestionShape => ({
  ...{ key, values: ['yes', 'no'], askedByFacts: true },
  ...more,
})
const counts = (yes: number, no: number, asked = yes + no) => ({ values: { yes, no }, answered: yes + no, asked })
const slice = (population: number, answers: Record<string, ReturnType<typeof counts>>): Slice => ({
  ...{ id: 'all', population },
  answers: new Map(Object.entries(answers)),
  printed: new Set(Object.keys(answers)),
})

test('questions that hang on nothing of each other are parts of their own, and those that do are one', () => {
  const child = question('child', { askedByFacts: false, askedOf: [{ question: 'parent', values: ['yes'], all: true }] })
  const asked = [question('parent'), child, question('other')]
  const publication = tablesOf(asked, [slice(100, { parent: counts(60, 40), child: counts(50, 10), other: counts(70, 30) })])
  const parts = independentParts(publication)
  const keysOf = (at: number) => new Set(parts[at]!.cells.filter(({ as }) => as !== 'fixed').map(({ block }) => block))
  expect(parts.map((_, at) => [...keysOf(at)])).toEqual([['all|parent', 'all|child'], ['all|other']])
  const own = parts.flatMap(({ cells }) => cells.filter(({ as }) => as !== 'fixed'))
  expect(own.length).toBe(publication.cells.filter(({ as }) => as !== 'fixed').length)
  expect(parts.flatMap(({ relations }) => relations).length).toBeLessThanOrEqual(publication.relations.length)
})

test('what only three are asked is covered whole and gives nobody away, whatever hangs on it', () => {
  const child = question('child', { askedByFacts: false, askedOf: [{ question: 'parent', values: ['yes'], all: true }] })
  const publication = tablesOf([question('parent'), child], [slice(104, { parent: counts(2, 1), child: counts(1, 1) })])
  const { covered, exposed } = cover(publication, RULE)
  expect(exposed).toEqual([])
  for (const id of ['all|parent=yes', 'all|parent=no', 'all|child=yes', 'all|child=no', 'all|child:not asked'])
    expect([id, covered.has(id)]).toEqual([id, true])
})

test('two hundred questions that few are asked take no patience from each other', () => {
  const keys = Array.from({ length: 200 }, (_, at) => `q${at}`)
  const asked = keys.flatMap(key => [
    question(key),
    question(`${key} more`, { askedByFacts: false, askedOf: [{ question: key, values: ['yes'], all: true }] }),
  ])
  const answers = Object.fromEntries(
    keys.flatMap((key, at) => [[key, counts(3, 1 + (at % 3))] as const, [`${key} more`, counts(2, 1)] as const]),
  )
  const { exposed, covered } = cover(tablesOf(asked, [slice(104, answers)]), RULE)
  expect(exposed).toEqual([])
  for (const key of keys) expect(covered.has(`all|${key} more=no`)).toBe(true)
}, 15_000)
