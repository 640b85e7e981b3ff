import { expect, test } from '@jest/globals'
import type { EstablishmentFacts } from '../../../src/features/establishments/index.ts'
import type { QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import type { Response } from '../../../src/features/questions/index.ts'
import { ratingsTable, sectionRatings } from '../../../src/features/handling/ratings.ts'

const question = (key: string, kind: string, more: object = {}) => ({ key, kind, label: key, ...more })
const document = {
  sections: [
    {
      key: 'policies',
      title: 'Policies',
      questions: [
        question('a', 'rag'),
        question('b', 'met', { notApplicable: true }),
        question('c', 'level'),
        question('d', 'yes_no', { action: false }),
        question('e', 'rag'),
      ],
    },
    { key: 'people', title: 'People', questions: [question('f', 'text'), question('g', 'yes_no', { action: false })] },
  ],
} as unknown as QuestionnaireDocument
const responses = new Map<string, Response>(
  Object.entries({ a: 'amber', b: 'na', c: 2, d: 'no', g: 'no' }).map(([key, answer]) => [key, { answer, comment: null, action: null }]),
)

test('each rated question is counted once; questions of fact and sections without ratings are left out', () => {
  const sections = sectionRatings(document, {} as EstablishmentFacts, responses)
  expect(sections).toEqual([{ key: 'policies', title: 'Policies', rated: 4, inPlace: 1, fallsShort: 1, notApplicable: 1, blank: 1 }])
  const table = ratingsTable(sections, key => `#${key}`)
  expect(table.footer?.map(({ text }) => text)).toEqual(['All sections', 4, 1, 1, 1, 1])
})
