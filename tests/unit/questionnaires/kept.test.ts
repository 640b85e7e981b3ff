import { expect, test } from '@jest/globals'
import {
  answersForSection,
  askedSections,
  isEnough,
  LIBRARY,
  type QuestionnaireDocument,
} from '../../../src/features/questionnaires/index.ts'
import { keepDocument } from '../../../src/features/questionnaires/kept.ts'
import { factsFrom } from '../../../src/features/establishments/index.ts'
import type { Json, Question } from '../../../src/features/questions/index.ts'

const yesNo = (key: string, when?: Question['when']): Question => ({
  kind: 'yes_no',
  key,
  label: `Is it ${key}?`,
  ...(when ? { when } : {}),
})

/** A questionnaire whose later sections hang on answers of earlier ones, in every way that a condition is written. */
const chained: QuestionnaireDocument = {
  ...LIBRARY[0]!,
  sections: [
    { key: 'first', title: 'First', questions: [yesNo('has_pool'), yesNo('has_boat'), yesNo('has_farm')] },
    { key: 'second', title: 'Second', when: { question: 'has_pool', in: ['yes'] }, questions: [yesNo('pool_watched')] },
    {
      key: 'third',
      title: 'Third',
      questions: [
        yesNo('boat_watched', { all: [{ question: 'has_boat', in: ['yes'] }, { not: { question: 'pool_watched', in: ['no'] } }] }),
        yesNo('animals_known', { any: [{ fact: 'boarders' }, { question: 'has_farm', in: ['yes'] }] }),
      ],
    },
  ],
}

/** Every way to answer the questions that others hang on. */
const everyWay: Map<string, Json>[] = ['has_pool', 'has_boat', 'has_farm', 'pool_watched'].reduce<Map<string, Json>[]>(
  (ways, key) => ways.flatMap(way => [...['yes', 'no'].map(answer => new Map(way).set(key, answer)), way]),
  [new Map<string, Json>()],
)

test('the answers that a section’s page reads say the same sections and questions as all answers do', () => {
  keepDocument('1:1', chained)
  for (const { key } of chained.sections) {
    const keys = answersForSection(key) ?? []
    expect(isEnough(keys, chained)).toBe(true)
    for (const answers of everyWay) {
      const read = new Map([...answers].filter(([question]) => keys.includes(question)))
      expect(askedSections(chained, factsFrom([]), read)).toEqual(askedSections(chained, factsFrom([]), answers))
    }
  }
})

test('a questionnaire that nobody opened yet is not said to need no more than those that were', () => {
  const other = { ...chained, sections: chained.sections.slice(0, 1) }
  keepDocument('1:1', chained)
  const before = answersForSection('first') ?? []
  expect(answersForSection('first')).toBe(before)
  expect(isEnough(before, other)).toBe(false)
  keepDocument('1:2', other)
  expect(isEnough(answersForSection('first') ?? [], other)).toBe(true)
  expect(answersForSection('nothing')).toBeUndefined()
})
