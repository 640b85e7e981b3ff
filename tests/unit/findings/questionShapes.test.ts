import { expect, test } from '@jest/globals'
import { closedValues, shapesOf, takesSeveral } from '../../../src/features/findings/questionShapes.ts'
import { LIBRARY, type QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { kindOf, valuesOf, type Question } from '../../../src/features/questions/index.ts'

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

/** How a question is asked that stands after others, of which some are published. */
function askedIn(questions: Question[], key: string, published: readonly string[] = questions.map(one => one.key), other?: Question[]) {
  const values = new Map(questions.filter(one => published.includes(one.key)).map(question => [question.key, closedValues(question)]))
  const documents = [document(questions), ...(other ? [document(other)] : [])]
  const { askedByFacts, askedOf } = shapesOf(documents, values).find(shape => shape.key === key)!
  return { byFacts: askedByFacts, of: askedOf ?? [] }
}

const given = (question: string, ...values: string[]) => ({ question, in: values })
const log = { kind: 'yes_partly_no', key: 'log', label: 'log', notApplicable: true } as const
const boarders = { fact: 'boarders' } as const

test.each<[string, Question['when'], ReturnType<typeof askedIn>]>([
  ['facts alone', boarders, { byFacts: true, of: [] }],
  ['nothing', undefined, { byFacts: true, of: [] }],
  ['one answer: all who gave it', given('log', 'yes'), { byFacts: false, of: [{ question: 'log', values: ['yes'], all: true }] }],
  [
    'an answer and a fact: some who gave it',
    { all: [given('log', 'yes'), boarders] },
    { byFacts: false, of: [{ question: 'log', values: ['yes'], all: false }] },
  ],
  [
    'two answers: some who gave each',
    { all: [given('log', 'yes'), given('kept', 'no')] },
    {
      byFacts: false,
      of: [
        { question: 'log', values: ['yes'], all: false },
        { question: 'kept', values: ['no'], all: false },
      ],
    },
  ],
  [
    '"not applicable", which is counted with those who did not answer',
    given('log', 'no', 'na'),
    { byFacts: false, of: [{ question: 'log', values: ['no'], beside: ['unanswered'], all: false }] },
  ],
  [
    'not having given an answer: who left it blank too, and who was not asked',
    { not: given('log', 'yes') },
    { byFacts: false, of: [{ question: 'log', values: ['partly', 'no'], beside: ['unanswered', 'notAsked'], all: true }] },
  ],
  ['one answer of several', given('means', 'a'), { byFacts: false, of: [{ question: 'means', values: ['a'], all: true }] }],
  ['some answers of several, which are no sum', given('means', 'a', 'b'), { byFacts: false, of: [] }],
  ['a question that is not published', given('other', 'yes'), { byFacts: false, of: [] }],
])('who is asked hangs on %s', (_what, when, expected) => {
  const options = ['a', 'b'].map(value => ({ value, label: value }))
  const means: Question = { kind: 'choices', key: 'means', label: 'means', options }
  expect(askedIn([log, asked('kept'), means, asked('reviewed', when)], 'reviewed')).toEqual(expected)
})

test('questions that hang alike on one that is not published still hang together', () => {
  const questions = [
    asked('log'),
    asked('one', given('log', 'yes')),
    asked('two', given('log', 'yes')),
    asked('three', { all: [given('log', 'yes'), boarders] }),
  ]
  const published = ['one', 'two', 'three']
  expect(askedIn(questions, 'one', published).of).toEqual([])
  expect(askedIn(questions, 'two', published).of).toEqual([{ question: 'one', values: [], beside: ['asked'], all: true }])
  expect(askedIn(questions, 'three', published).of).toEqual([{ question: 'one', values: [], beside: ['asked'], all: false }])
})

test('what a question hangs on in one of the question sets does not hold where another asks it of everybody', () => {
  const when = given('log', 'yes')
  expect(askedIn([log, asked('reviewed', when)], 'reviewed', undefined, [asked('reviewed')]).of).toEqual([])
  // Where another set asks the first question alone, not all who say yes are asked the second.
  expect(askedIn([log, asked('reviewed', when)], 'reviewed', undefined, [log]).of).toEqual([
    { question: 'log', values: ['yes'], all: false },
  ])
})
