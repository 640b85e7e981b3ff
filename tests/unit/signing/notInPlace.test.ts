import { expect, test } from '@jest/globals'
import { beforeSigning, sinceLast } from '../../../src/features/signing/notInPlace.ts'
import type { QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import type { Question } from '../../../src/features/questions/index.ts'

const question = (key: string, kind: string, label = key) => ({ key, kind, label, descriptors: {} }) as unknown as Question
const QUESTIONS = [question('a', 'rag'), question('b', 'yes_partly_no'), question('c', 'rag'), question('d', 'text')]
const section = { key: 's', title: 'Section', questions: QUESTIONS } as never
const answered = (answer: unknown, action: unknown = null) => ({ answer, comment: null, action, version: 1 }) as never

test('reds come before ambers, each with who does what by when; better and worse than last year are told apart', () => {
  const last = {
    document: { sections: [section] } as unknown as QuestionnaireDocument,
    responses: new Map([
      ['a', answered('green')],
      ['b', answered('no')],
      ['c', answered('red')],
    ]),
  }
  const found = beforeSigning(
    [section],
    new Map([
      ['a', answered('amber', { what: 'Train two', owner: 'Lee Marsh', dueOn: '2027-03-27' })],
      ['b', answered('no')],
      ['c', answered('green')],
      ['d', answered('Words')],
    ]),
    last,
  )
  expect(found.notInPlace.map(({ key, level, action, before }) => [key, level, action, before])).toEqual([
    ['b', 'red', null, 'No'],
    ['a', 'amber', 'Train two – Lee Marsh, by Saturday 27 March 2027', 'Green'],
  ])
  expect(found.rated).toBe(3)
  expect(found.moved.map(({ key, then, now, way }) => [key, then, now, way])).toEqual([
    ['a', 'Green', 'Amber', 'worse'],
    ['c', 'Red', 'Green', 'better'],
  ])
})

test('a question that asks otherwise now is compared with nothing; without a return of last year nothing is', () => {
  const reworded = { ...(section as object), questions: [question('a', 'rag', 'Another question')] }
  const last = { document: { sections: [reworded] } as unknown as QuestionnaireDocument, responses: new Map([['a', answered('green')]]) }
  const now = new Map([['a', answered('red')]])
  expect(beforeSigning([section], now, last).moved).toEqual([])
  expect(beforeSigning([section], now, undefined)).toMatchObject({ moved: [], notInPlace: [{ level: 'red', before: null }] })
})

test('what has changed is said of ratings that were compared alone', () => {
  expect(sinceLast('2025', { compared: 0, moved: [] }).none).toBe('There is no rating to compare yet.')
  expect(sinceLast('2025', { compared: 4, moved: [] }).none).toBe('Every rating that can be compared is the same.')
  const moved = [{ key: 'a', label: 'Training', then: 'Green', now: 'Red', way: 'worse' as const }]
  expect(sinceLast('2025', { compared: 4, moved })).toMatchObject({ none: null, worse: ['Training – Green then, Red now'], better: [] })
})
