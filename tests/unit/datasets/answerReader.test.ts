import { expect, test } from '@jest/globals'
import { answerReader } from '../../../src/features/datasets/answerReader.ts'
import type { Json, Question } from '../../../src/features/questions/index.ts'
import { everyKind } from '../questions/everyKind.ts'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { answerTo } from '../../support/filledRound.ts'

const named = { key: 'q', label: 'A question' }
const options = [
  { value: 'one', label: 'The first' },
  { value: 'two', label: 'The second' },
]
const descriptors = { red: 'r', amber: 'a', green: 'g' }

const CASES: [string, Question, Json, Record<string, unknown>][] = [
  [
    'a rating',
    { ...named, kind: 'met' },
    'partly',
    { code: 'partly', label: 'Partly met', score: 2, needsAction: true, wide: ['partly', 2] },
  ],
  [
    'not applicable',
    { ...named, kind: 'met', notApplicable: true },
    'na',
    { code: 'na', label: 'Not applicable', score: null, wide: ['na', null] },
  ],
  ['a colour', { ...named, kind: 'rag', descriptors }, 'green', { code: 'green', label: 'Green', score: 3, needsAction: false }],
  ['a level', { ...named, kind: 'level', descriptors: ['a', 'b', 'c', 'd'] }, 4, { code: '4', label: 'Level 4', score: 4, wide: [4, 4] }],
  ['a choice', { ...named, kind: 'choice', options }, 'two', { code: 'two', label: 'The second', score: null, wide: ['two'] }],
  [
    'several',
    { ...named, kind: 'choices', options },
    ['one', 'two'],
    { code: 'one; two', label: 'The first; The second', wide: [true, true] },
  ],
  ['one of several', { ...named, kind: 'choices', options }, ['two'], { code: 'two', wide: [false, true] }],
  ['a number', { ...named, kind: 'number' }, 0, { number: 0, text: null, wide: [0] }],
  ['a percentage', { ...named, kind: 'percentage' }, 97.5, { number: 97.5, wide: [97.5] }],
  ['a day', { ...named, kind: 'date' }, '2026-03-27', { date: '2026-03-27', text: null, wide: ['2026-03-27'] }],
  ['words', { ...named, kind: 'long_text' }, 'a\nb', { text: 'a\nb', code: null, wide: ['a\nb'] }],
  ['where evidence is kept', { ...named, kind: 'evidence' }, 'In the office', { text: 'In the office', wide: ['In the office'] }],
  ['a declaration', { ...named, kind: 'declaration', statement: 'It is so' }, true, { code: 'true', label: 'Confirmed', wide: [true] }],
  [
    'a person',
    { ...named, kind: 'person' },
    { name: 'Sam Okafor', role: 'Head', email: null, trained: null },
    { text: 'Sam Okafor, Head', wide: ['Sam Okafor', 'Head'] },
  ],
  [
    'a list',
    { ...named, kind: 'table', rowName: 'deputy', columns: [{ key: 'name', label: 'Name', kind: 'text' }] },
    [{ name: 'A' }, { name: 'B' }],
    { number: 2, text: 'Deputy 1: Name: A; Deputy 2: Name: B', wide: [2] },
  ],
]

test.each(CASES)('%s is read into the cell of its type', (_what, question, answer, cells) => {
  expect(answerReader(question).read(answer)).toMatchObject(cells)
})

test.each(CASES)('%s left blank has a blank for each of its columns', (_what, question) => {
  const reader = answerReader(question)
  for (const blank of [null, '', []] as Json[]) {
    const { wide, ...cells } = reader.read(blank)
    expect(Object.values(cells).every(cell => cell === null || cell === false)).toBe(true)
    expect(wide).toEqual(reader.columnKeys.map(() => null))
  }
})

test('a code that is not among the values any more is its own label, and has no score', () => {
  expect(answerReader({ ...named, kind: 'choice', options }).read('three')).toMatchObject({ code: 'three', label: 'three', score: null })
})

test('every kind of question puts an answer where an analyst finds it', () => {
  const questions = [everyKind, ...LIBRARY].flatMap(({ sections }) => sections.flatMap(section => section.questions))
  for (const question of questions) {
    if (question.kind === 'information') continue
    for (const seed of [1, 2, 3]) {
      const answer = answerTo(question, seed)
      if (answer === null || (Array.isArray(answer) && answer.length === 0)) continue
      const { code, number, date, text, wide } = answerReader(question).read(answer)
      expect([question.key, code ?? number ?? date ?? text]).not.toContain(null)
      expect(wide.some(cell => cell !== null)).toBe(true)
    }
  }
})
