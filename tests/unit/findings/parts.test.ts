import { expect, test } from '@jest/globals'
import { inOrderOfParts, partsOf } from '../../../src/features/findings/partQuestions.ts'
import type { QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'

const section = (key: string, ...areas: string[]) =>
  ({
    key,
    title: `Title of ${key}`,
    questions: [{ key: `${key}_1`, kind: 'yes_no', label: '?', areas }],
  }) as unknown as QuestionnaireDocument['sections'][number]
const areas = [
  { key: 'nowhere', title: 'An area without questions' },
  { key: 'governors', title: 'Reporting to governors' },
  { key: 'policies', title: 'Safeguarding policies' },
]
const documents = [
  {
    sections: [
      section('people'),
      section('policies', 'policies'),
      section('online'),
      section('reporting', 'governors'),
      section('declaration'),
    ],
  },
  { sections: [section('people'), section('policies', 'policies', 'governors'), section('boarding'), section('reporting', 'governors')] },
]

test('areas and sections stand in the order of the questionnaire, an area just before the section in which its questions begin', () => {
  expect(partsOf(areas, documents.slice(0, 1)).map(({ part, partKey }) => `${part} ${partKey}`)).toEqual([
    'area nowhere',
    'section people',
    'area policies',
    'section policies',
    'section online',
    'area governors',
    'section reporting',
    'section declaration',
  ])
})

test('a section that only another set asks stands after the one that it follows there', () => {
  const sections = partsOf([], documents).map(({ partKey }) => partKey)
  expect(sections).toEqual(['people', 'policies', 'boarding', 'online', 'reporting', 'declaration'])
})

test('findings follow their parts, and those of a part that is gone come last', () => {
  const finding = (part: 'area' | 'section', partKey: string, position: number) => ({ part, partKey, position })
  const findings = [
    finding('area', 'gone', 1),
    finding('section', 'declaration', 1),
    finding('area', 'governors', 2),
    finding('area', 'governors', 1),
    finding('section', 'online', 1),
  ]
  expect(inOrderOfParts(findings, areas, documents.slice(0, 1)).map(({ partKey, position }) => `${partKey} ${position}`)).toEqual([
    'online 1',
    'governors 1',
    'governors 2',
    'declaration 1',
    'gone 1',
  ])
})
