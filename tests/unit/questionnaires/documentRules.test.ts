import { expect, it, test } from '@jest/globals'
import { readDocument } from '../../../src/features/questionnaires/documentRules.ts'
import { checkDocument } from '../../../src/features/questionnaires/documentRules.ts'
import { documentSchema, LIBRARY, type QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { everyKind } from '../questions/everyKind.ts'

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
  expect(checkDocument(document).map(({ message }) => message)).toEqual(faults)
})

it('reports evidence areas that no question belongs to, and sections with the same key', () => {
  const [first] = everyKind.sections
  const faults = checkDocument({
    ...everyKind,
    evidenceAreas: [...everyKind.evidenceAreas, { key: 'governors', title: 'Reporting to governors' }],
    sections: [...everyKind.sections, { ...first!, questions: [{ kind: 'information', key: 'more', label: 'More to read' }] }],
  })
  expect(faults.map(({ message }) => message)).toEqual([
    'Two sections have the key "people".',
    'No question belongs to the evidence area "governors".',
  ])
})

const personWith = (more: object) => withQuestions({ kind: 'person', key: 'lead', label: 'Who leads?', ...more })
const listWith = (column: object, asks: string) =>
  withQuestions({
    kind: 'table',
    key: 'people',
    label: 'Who are they?',
    rowName: 'person',
    asks,
    columns: [{ label: 'Name', kind: 'text', ...column }],
  })

test.each<[string, QuestionnaireDocument, string[]]>([
  ['a person who is the lead', personWith({ asks: 'dsl' }), []],
  ['a list of deputies', listWith({ key: 'name' }, 'deputies'), []],
  ['a list of leads', listWith({ key: 'name' }, 'dsl'), []],
  [
    'several in the place of one',
    personWith({ asks: 'deputies' }),
    ['"lead" cannot ask for "deputies": deputies can be several, so ask for them in a list.'],
  ],
  [
    'a list without names',
    listWith({ key: 'who' }, 'deputies'),
    ['"people" cannot ask for "deputies": its list has no text column with the key "name".'],
  ],
  ['a rating', withQuestions(yesNo('first', { asks: 'head' })), ['"first" cannot ask for "head": its answer names nobody.']],
  ['the number on roll', withQuestions({ kind: 'number', key: 'roll', label: 'How many?', asks: 'number_on_roll' }), []],
  [
    'the number on roll of a level',
    withQuestions(yesNo('first', { asks: 'number_on_roll' })),
    ['"first" cannot ask for "number_on_roll": its answer is no number.'],
  ],
])('asks for people where an answer can name them: %s', (_what, document, faults) => {
  expect(checkDocument(document).map(({ message }) => message)).toEqual(faults)
})

it('leads to the place of every fault', () => {
  const document = withQuestions(
    yesNo('first', { areas: ['ghost'], asks: 'dsl' }),
    {
      kind: 'choice',
      key: 'pick',
      label: 'Pick',
      options: [
        { value: 'a', label: 'A' },
        { value: 'a', label: 'B' },
      ],
    },
    yesNo('first', { when: { all: [{ fact: 'boarders' }, { not: { question: 'pick', in: ['a', 'z'] } }] } }),
    { kind: 'table', key: 'log', label: 'Log', rowName: 'entry', columns: [{ key: 'one', label: 'One', kind: 'choice' }] },
  )
  const question = (at: number, ...part: (string | number)[]) => ['sections', 0, 'questions', at, ...part]
  expect(checkDocument(document).map(({ path }) => path)).toEqual([
    question(2, 'key'),
    question(0, 'areas', 0),
    question(2, 'when', 'all', 1, 'not', 'in', 1),
    question(0, 'asks'),
    question(1, 'options', 1, 'value'),
    question(3, 'columns', 0, 'options'),
  ])
})

it('says in an author’s words what is wrong with the shape, all of it and where', () => {
  const raw = {
    ...everyKind,
    edition: undefined,
    sections: [
      {
        key: 'Only One',
        title: 'Only',
        questions: [
          { kind: 'riddle', key: 'one', label: 'One' },
          { kind: 'yes_no', key: 'two', label: 'T', color: 'red', strength: 'shall' },
          { kind: 'number', key: 'three', label: 'Three', min: 'none' },
          { kind: 'choice', key: 'four', label: 'Four?', options: [{ value: 'a', label: 'A' }] },
          { kind: 'text', key: 'five', label: 'Five', when: { sometimes: true } },
        ],
      },
    ],
  }
  const read = readDocument(raw)
  if (read.ok) throw new Error('it was taken')
  const place = (...path: (string | number)[]) => ['sections', 0, ...path].join('.')
  expect(Object.fromEntries(read.faults.map(({ path, message }) => [path.join('.'), message]))).toEqual({
    edition: '“edition” is missing.',
    [place('key')]: '“key” must start with a small letter and hold only small letters, digits and underscores, 2 to 59 of them.',
    [place('questions', 0, 'kind')]: expect.stringMatching(/^“kind” must be one of: yes_no, /),
    [place('questions', 1, 'label')]: '“label” must have 3 characters or more.',
    [place('questions', 1, 'strength')]: '“strength” must be one of: must, should, good_practice.',
    [place('questions', 1)]: '“color” is not known here.',
    [place('questions', 2, 'min')]: '“min” must be a number.',
    [place('questions', 3, 'options')]: '“options” must have 2 or more.',
    [place('questions', 4, 'when')]: '“when” must be a condition: a fact, a question with its answers, or “all”, “any” or “not” of these.',
  })
  expect(readDocument(null)).toEqual({ ok: false, faults: [{ path: [], message: 'The questionnaire must be an object.' }] })
})

it('takes a sound document, and the faults of its rules when its shape is right', () => {
  expect(readDocument(JSON.parse(JSON.stringify(everyKind)))).toEqual({ ok: true, document: everyKind })
  expect(readDocument({ ...everyKind, evidenceAreas: [] })).toMatchObject({
    ok: false,
    faults: [{ path: ['sections', 1, 'questions', 0, 'areas', 0] }, {}, {}, {}],
  })
})
