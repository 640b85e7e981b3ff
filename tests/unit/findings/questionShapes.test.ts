import { expect, test } from '@jest/globals'
import { closedValues, shapesOf, takesSeveral } from '../../../src/features/findings/questionShapes.ts'
import { LIBRARY, type QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { kindOf, valuesOf, type Question } from '../../../src/features/questions/index.ts'
import type { AnswerCounts } from '../../../src/features/suppression/index.ts'

const closed = LIBRARY.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions)).filter(
  question => valuesOf(question).length > 0,
)

test('the answers to a question add up, unless several can be given: for every closed question of the library', () => {
  expect(closed.length).toBeGreaterThan(300)
  expect(closed.filter(takesSeveral).map(({ key }) => key)).toEqual(
    closed.filter(question => kindOf(question).words === 'Any of several').map(({ key }) => key),
  )
})

const asked = (key: string, when?: Question['when']): Question => ({ kind: 'yes_no', key, label: key, ...(when ? { when } : {}) })
const document = (questions: Question[]): Pick<QuestionnaireDocument, 'sections'> => ({
  sections: [{ key: 'one', title: 'One', questions }],
})
const answers = (given: Record<string, [yes: number, no: number, asked: number]>) =>
  new Map(
    Object.entries(given).map(([key, [yes, no, of]]): [string, AnswerCounts] => [
      key,
      { values: { yes, no }, answered: yes + no, asked: of },
    ]),
  )

test.each<[string, Question['when'], number, object]>([
  ['hangs on facts alone', { fact: 'boarders' }, 20, { askedByFacts: true }],
  ['hangs on nothing', undefined, 100, { askedByFacts: true }],
  [
    'is asked of all who said yes',
    { question: 'log', in: ['yes'] },
    60,
    { askedByFacts: false, askedOf: { question: 'log', values: ['yes'], all: true } },
  ],
  [
    'is asked of some who said yes',
    { all: [{ question: 'log', in: ['yes'] }, { fact: 'boarders' }] },
    50,
    { askedByFacts: false, askedOf: { question: 'log', values: ['yes'], all: false } },
  ],
  ['hangs on a question that is not published', { question: 'other', in: ['yes'] }, 50, { askedByFacts: false }],
])('who is asked %s', (_what, when, of, expected) => {
  const questions = [asked('log'), asked('reviewed', when)]
  const given = answers({ log: [60, 40, 100], reviewed: [of - 5, 5, of] })
  const values = new Map(questions.map(question => [question.key, closedValues(question)]))
  const shape = shapesOf([document(questions)], given, values).find(({ key }) => key === 'reviewed')
  expect(shape).toEqual({ key: 'reviewed', values: ['yes', 'no'], multiple: false, ...expected })
})
