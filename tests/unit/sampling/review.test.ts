import { describe, expect, test } from '@jest/globals'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { type EstablishmentFacts } from '../../../src/features/establishments/index.ts'
import { mergeVerdicts, type StoredVerdict, type VerdictEntry } from '../../../src/features/sampling/review.ts'
import { areasToReview, decidingQuestions, questionsInAll } from '../../../src/features/sampling/reviewQuestions.ts'

const stored = (change: Partial<StoredVerdict> = {}): StoredVerdict => ({
  questionKey: 'q',
  verdict: 'agrees',
  note: 'seen',
  reviewerName: 'Jo Reviewer',
  at: new Date(0),
  version: 2,
  ...change,
})
const merge = (theirs: StoredVerdict | null, entry: VerdictEntry) =>
  mergeVerdicts(new Map(theirs ? [['q', theirs]] : []), new Map([['q', entry]]))

describe('two reviewers of one question', () => {
  test.each<[string, StoredVerdict | null, VerdictEntry, 'written' | 'left' | 'conflict']>([
    ['a first verdict is written', null, { verdict: 'agrees', note: '', baseVersion: 0 }, 'written'],
    ['nothing said is nothing', null, { verdict: null, note: '', baseVersion: 0 }, 'left'],
    ['a change of what I saw is written', stored(), { verdict: 'partly', note: 'seen', baseVersion: 2 }, 'written'],
    ['the same again is left', stored(), { verdict: 'agrees', note: 'seen', baseVersion: 2 }, 'left'],
    ['the same as theirs is left, though I saw an older one', stored(), { verdict: 'agrees', note: 'seen', baseVersion: 1 }, 'left'],
    ['another than theirs, over an older one, is a conflict', stored(), { verdict: 'partly', note: '', baseVersion: 1 }, 'conflict'],
    [
      'a first of mine after a first of theirs is a conflict',
      stored({ version: 1 }),
      { verdict: 'partly', note: '', baseVersion: 0 },
      'conflict',
    ],
    [
      'what I did not touch gives way to what they wrote meanwhile',
      stored(),
      { verdict: null, note: '', baseVersion: 0, shown: { verdict: null, note: '' } },
      'left',
    ],
    ['a verdict taken away is written', stored(), { verdict: null, note: '', baseVersion: 2 }, 'written'],
    ['a verdict taken away after they changed it is a conflict', stored(), { verdict: null, note: '', baseVersion: 1 }, 'conflict'],
    ['a verdict changed after they took it away is a conflict', null, { verdict: 'partly', note: '', baseVersion: 2 }, 'conflict'],
  ])('%s', (_name, theirs, entry, outcome) => {
    const { writes, conflicts } = merge(theirs, entry)
    expect({ writes: writes.length, conflicts: conflicts.length }).toEqual({
      writes: outcome === 'written' ? 1 : 0,
      conflicts: outcome === 'conflict' ? 1 : 0,
    })
  })
})

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
    expect(questionsInAll(areas)).toBe(areas.flatMap(({ questions }) => questions).length)
    expect(questionsInAll([...areas, ...areas])).toBe(questionsInAll(areas))
  })

  test('follows the answers and the kind of establishment', () => {
    const keys = (answers: [string, string][], change: Partial<EstablishmentFacts> = {}) =>
      areasToReview(setA, { ...facts, ...change }, new Map(answers), setA.evidenceAreas).flatMap(({ questions }) =>
        questions.map(({ key }) => key),
      )
    expect(keys([])).not.toContain('governors_annual_report_on')
    expect(keys([['governors_annual_report', 'yes']])).toContain('governors_annual_report_on')
    expect(keys([], { nursery: true })).toContain('training_paediatric_first_aid')
  })

  test('needs no other answers than those that decide what is asked', () =>
    expect(decidingQuestions([setA])).toEqual(expect.arrayContaining(['governors_annual_report', 'people_register_correct'])))
})
