import { expect, it, test } from '@jest/globals'
import { checkDocument, documentSchema, LIBRARY } from '../../../src/features/questionnaires/index.ts'
import type { QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { everyKind } from './everyKind.ts'

const yesNo = (key: string, more: object = {}) => ({ kind: 'yes_no', key, label: `Question ${key}`, ...more })
const withQuestions = (...questions: object[]): QuestionnaireDocument =>
  documentSchema.parse({ ...everyKind, evidenceAreas: [], sections: [{ key: 'only', title: 'Only section', questions }] })

test.each(LIBRARY.map(document => [document.set, document] as const))('set %s of the library has no fault', (_set, document) => {
  expect(checkDocument(document)).toEqual([])
})

it('finds nothing in a sound document', () => {
  expect(checkDocument(everyKind)).toEqual([])
})

test.each<[string, QuestionnaireDocument, string[]]>([
  ['a key used twice', withQuestions(yesNo('same'), yesNo('same')), ['Two questions have the key "same".']],
  [
    'a column claimed twice',
    withQuestions(yesNo('rated'), { kind: 'text', key: 'rated__score', label: 'Score' }),
    ['Two questions claim the workbook column "rated__score".'],
  ],
  [
    'a condition on a question that does not exist',
    withQuestions(yesNo('first', { when: { not: { question: 'ghost', in: ['yes'] } } })),
    ['"first" is asked depending on "ghost", which does not exist.'],
  ],
  [
    'a condition on a later question',
    withQuestions(yesNo('first', { when: { question: 'second', in: ['yes'] } }), yesNo('second')),
    ['"first" is asked depending on "second", which does not come before it.'],
  ],
  [
    'a condition on itself',
    withQuestions(yesNo('first', { when: { question: 'first', in: ['yes'] } })),
    ['"first" is asked depending on "first", which does not come before it.'],
  ],
  [
    'a condition on an answer that cannot be given',
    withQuestions(yesNo('first'), yesNo('second', { when: { all: [{ question: 'first', in: ['partly'] }] } })),
    ['"second" is asked if "first" is "partly", which it cannot be: its values are yes, no.'],
  ],
  [
    'a condition on free text',
    withQuestions({ kind: 'text', key: 'words', label: 'Words' }, yesNo('second', { when: { question: 'words', in: ['yes'] } })),
    ['"second" is asked depending on "words", whose answers are not a list to compare with.'],
  ],
  [
    'an evidence area that the document does not name',
    withQuestions(yesNo('first', { areas: ['policies'] })),
    ['"first" belongs to the evidence area "policies", which the document does not name.'],
  ],
  [
    'an option twice, and one that cannot be a column',
    withQuestions({
      kind: 'choices',
      key: 'pick',
      label: 'Pick',
      options: [
        { value: 'a', label: 'A' },
        { value: 'a', label: 'Again' },
        { value: 'B c', label: 'B' },
      ],
    }),
    [
      '"pick" has two options with the value "a".',
      '"pick" has the option value "B c": use small letters, digits and underscores, since it becomes a column.',
    ],
  ],
  [
    'limits the wrong way round',
    withQuestions({ kind: 'number', key: 'count', label: 'Count', min: 5, max: 1 }),
    ['"count" asks for at least 5 and at most 1.'],
  ],
  [
    'a table with faults',
    withQuestions({
      kind: 'table',
      key: 'log',
      label: 'Log',
      rowName: 'entry',
      minRows: 3,
      maxRows: 2,
      columns: [
        { key: 'one', label: 'One', kind: 'choice' },
        { key: 'one', label: 'Two', kind: 'text' },
      ],
    }),
    [
      '"log" has two columns with the key "one".',
      'Column "one" of "log" is a choice without options.',
      '"log" asks for at least 3 and at most 2.',
    ],
  ],
  [
    'a short declaration that is not short',
    { ...withQuestions(yesNo('first')), set: 'F' },
    ['The short declaration has 15 confirmations; this one has 1.', 'The short declaration has 3 free texts; this one has 0.'],
  ],
])('%s', (_what, document, faults) => {
  expect(checkDocument(document)).toEqual(faults)
})

it('reports evidence areas that no question belongs to, and sections with the same key', () => {
  const [first] = everyKind.sections
  const faults = checkDocument({
    ...everyKind,
    evidenceAreas: [...everyKind.evidenceAreas, { key: 'governors', title: 'Reporting to governors' }],
    sections: [...everyKind.sections, { ...first!, questions: [{ kind: 'information', key: 'more', label: 'More to read' }] }],
  })
  expect(faults).toEqual(['Two sections have the key "people".', 'No question belongs to the evidence area "governors".'])
})
