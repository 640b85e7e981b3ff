import { expect, test } from '@jest/globals'
import { catalogue } from '../../../src/features/datasets/catalogue.ts'
import { LIBRARY, type QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'

const document = (set: string): QuestionnaireDocument => LIBRARY.find(found => found.set === set)!
const keysOf = (...documents: QuestionnaireDocument[]) =>
  catalogue(documents.map(found => ({ document: found }))).columns.map(({ key }) => key)

test('a round that asks one set has the columns of a round that asks all, in the same order', () => {
  expect(keysOf(document('F'))).toEqual(keysOf(...LIBRARY))
  expect(keysOf()).toEqual(keysOf(document('C'), document('A')))
})

test('a question of the partnership’s own comes after those of the library, and moves none of them', () => {
  const own: QuestionnaireDocument = {
    ...document('A'),
    sections: [
      { key: 'local', title: 'Local priorities', questions: [{ kind: 'number', key: 'local_places', label: 'How many places?' }] },
      ...document('A').sections,
    ],
  }
  expect(keysOf(own)).toEqual([...keysOf(document('A')), 'local_places'])
  expect(catalogue([{ document: own }]).sections.at(-1)).toEqual({ key: 'local', title: 'Local priorities' })
})

test('an option that only one version offers has a column beside the others of its question', () => {
  const withOptions = (...values: string[]): QuestionnaireDocument => ({
    ...document('A'),
    sections: [
      {
        key: 'local',
        title: 'Local priorities',
        questions: [
          { kind: 'choices', key: 'local_themes', label: 'Which themes?', options: values.map(value => ({ value, label: value })) },
        ],
      },
    ],
  })
  const keys = keysOf(withOptions('county', 'lines'), withOptions('county', 'neglect'))
  expect(keys.slice(-3)).toEqual(['local_themes__county', 'local_themes__lines', 'local_themes__neglect'])
})

test('a question is worded as the round words it, and as the library does when the round does not ask it', () => {
  const reworded = structuredClone(document('A'))
  const [first] = reworded.sections[0]!.questions.filter(({ kind }) => kind !== 'information')
  first!.label = 'Worded anew'
  const known = catalogue([{ document: reworded }])
  const found = known.questions.find(({ question }) => question.key === first!.key)!
  expect([found.question.label, found.used]).toEqual(['Worded anew', true])
  expect(known.questions.filter(({ used }) => !used).length).toBeGreaterThan(50)
})
