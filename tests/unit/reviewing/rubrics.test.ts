import { describe, expect, test } from '@jest/globals'
import { AREA_RUBRICS } from '../../../src/features/reviewing/library/areas.ts'
import { QUESTION_RUBRICS } from '../../../src/features/reviewing/library/questions.ts'
import { goodEvidence, parseRubric, rubricAreas, rubricLines, type Rubric } from '../../../src/features/reviewing/rubric.ts'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { firstEdition } from '../../../seeds/library/index.ts'

const own = (change: Partial<Rubric>): Rubric => ({
  about: 'question',
  key: 'policies_staff_code',
  body: 'Ours.\n\n  Line two.  ',
  writtenBy: 'Jo',
  writtenAt: new Date(0),
  version: 1,
  ...change,
})

describe('the defaults', () => {
  // Rounds of the first edition are still reviewed.
  const areas = rubricAreas([...LIBRARY, ...firstEdition()])

  test('speak of every evidence area of the question library, and of nothing else', () => {
    expect(areas.map(({ key }) => key).toSorted()).toEqual(Object.keys(AREA_RUBRICS).toSorted())
  })

  test('speak only of questions that are asked in an area', () => {
    const asked = new Set(areas.flatMap(({ questions }) => questions.map(({ key }) => key)))
    expect(Object.keys(QUESTION_RUBRICS).filter(key => !asked.has(key))).toEqual([])
    for (const { key, questions } of areas) expect([key, questions.some(question => question.key in QUESTION_RUBRICS)]).toEqual([key, true])
  })

  test('are short enough to be changed in the form', () => {
    for (const body of [...Object.values(AREA_RUBRICS), ...Object.values(QUESTION_RUBRICS)])
      expect(parseRubric({ body, version: '0' })).toMatchObject({ ok: true, values: { body } })
  })
})

describe('the words that hold', () => {
  test('are the partnership’s own before the default, a line for each thing to look for', () => {
    expect(goodEvidence([own({})], 'question')('policies_staff_code')).toEqual(['Ours.', 'Line two.'])
    expect(goodEvidence([own({})], 'question')('policies_local_procedures')).toEqual(
      rubricLines(QUESTION_RUBRICS.policies_local_procedures ?? ''),
    )
  })

  test('are the default again when the partnership’s own were given up, and none where there are none', () => {
    expect(goodEvidence([own({ body: '' })], 'question')('policies_staff_code')).toEqual(
      rubricLines(QUESTION_RUBRICS.policies_staff_code ?? ''),
    )
    expect(goodEvidence([], 'question')('policies_others')).toEqual([])
    expect(goodEvidence([], 'area')('toString')).toEqual([])
  })

  test('of an area are not those of a question with the same key', () => {
    expect(goodEvidence([own({ key: 'training' })], 'area')('training')).toEqual(rubricLines(AREA_RUBRICS.training ?? ''))
  })
})

test('a question that several sets ask is listed once, and a place for files not at all', () => {
  const keys = rubricAreas(LIBRARY).flatMap(({ questions }) => questions.map(({ key }) => key))
  expect(keys).toHaveLength(new Set(keys).size)
  expect(keys).toContain('policies_child_protection_current')
  expect(keys).not.toContain('policies_evidence')
})
