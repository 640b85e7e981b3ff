import { describe, expect, test } from '@jest/globals'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { type EstablishmentFacts } from '../../../src/features/establishments/index.ts'
import { areasToReview, decidingQuestions, questionKeys } from '../../../src/features/reviewing/reviewQuestions.ts'

describe('what a reviewer goes through', () => {
  const facts = Object.fromEntries(
    ['boarders', 'nursery', 'sixthForm', 'independent', 'special', 'alternativeProvision', 'maintained', 'academy', 'primaryAged'].map(
      fact => [fact, false],
    ),
  ) as EstablishmentFacts
  const setA = LIBRARY[0]!

  test('is every question of the areas that is asked, without the blocks to read and the places for files', () => {
    const areas = areasToReview(setA, facts, new Map(), setA.evidenceAreas)
    expect(areas.map(({ key }) => key)).toEqual(['policies', 'training', 'governors'])
    for (const { key, questions, evidenceQuestions } of areas) {
      expect(questions.length).toBeGreaterThan(4)
      expect(questions.every(question => question.areas?.includes(key) && question.kind !== 'evidence')).toBe(true)
      expect(evidenceQuestions).toHaveLength(1)
    }
    expect(questionKeys(areas).length).toBe(areas.flatMap(({ questions }) => questions).length)
    expect(questionKeys([...areas, ...areas])).toEqual(questionKeys(areas))
  })

  test('follows the answers and the kind of establishment', () => {
    const keys = (answers: [string, string][], change: Partial<EstablishmentFacts> = {}) =>
      areasToReview(setA, { ...facts, ...change }, new Map(answers), setA.evidenceAreas).flatMap(({ questions }) =>
        questions.map(({ key }) => key),
      )
    expect(keys([])).not.toContain('governors_annual_report_on')
    expect(keys([['governors_annual_report', 'yes']])).toContain('governors_annual_report_on')
    expect(keys([], { nursery: true })).toContain('training_first_aider_available')
  })

  test('needs no other answers than those that decide what is asked', () =>
    expect(decidingQuestions([setA])).toEqual(expect.arrayContaining(['governors_annual_report', 'people_details_right'])))
})
