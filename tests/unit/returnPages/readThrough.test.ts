import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import type { StoredResponse } from '../../../src/features/returns/auditReturn.ts'
import { missingBySection, readThrough, responseLines } from '../../../src/features/returnPages/readThrough.ts'
import { unanswered } from '../../../src/features/questionnaires/index.ts'
import { everyKind, noFacts, questionOf } from '../questions/everyKind.ts'

const now = new Date('2026-11-21T12:00:00Z')
const said = (answer: StoredResponse['answer'], more: Partial<StoredResponse> = {}): StoredResponse => ({
  answer,
  comment: null,
  action: null,
  version: 1,
  byName: 'Sam Okafor',
  contributorId: asId(1),
  at: new Date('2026-11-21T09:04:00Z'),
  partsBy: null,
  ...more,
})
const file = {
  id: asId<'evidence'>(7),
  questionKeys: ['training_evidence'],
  name: 'log.pdf',
  mediaType: 'application/pdf',
  bytes: 10,
  note: '',
  byName: 'Sam Okafor',
  receivedVia: 'online' as const,
  receivedOn: '2026-11-21',
  datedOn: null,
  at: now,
  checkState: 'clear' as const,
  checkWhy: null,
  checkTries: 0,
  checkIsPart: false,
  children: [],
  remarks: [],
  explanation: null,
  explainedBy: null,
  explainedAt: null,
  isAsBefore: false,
  isAsElsewhere: false,
}
const options = {
  now,
  fileHref: ({ id }: { id: number }) => `/files/${id}`,
  fileFacts: () => '10 bytes',
  versionsHref: (key: string) => `/versions/${key}`,
  showMissing: true,
}

const responses = new Map([
  ['policy_current', said('no', { action: { what: 'Rewrite it', owner: 'Ruth', dueOn: '2027-03-27' } })],
  ['whistleblowing', said('yes', { comment: 'Posters in every room.' })],
])

test('a whole return shows what is asked, in order, with answers, comments, actions, files and what is missing', () => {
  const read = readThrough(everyKind, noFacts, responses, [file], options)
  expect(read.sections.map(({ title }) => title)).toEqual([
    'Your establishment and its people',
    'Leadership and policies',
    'Training',
    'Declaration',
  ])
  const questions = new Map(read.sections.flatMap(section => section.questions).map(question => [question.id, question]))
  expect(questions.get('read-policy_current')).toMatchObject({
    source: 'Must · KCSIE 2026 Part two',
    lines: ['No'],
    action: 'Rewrite it – Ruth, by Saturday 27 March 2027',
    missing: null,
    by: 'Sam Okafor, 9:04am today',
  })
  expect(questions.get('read-whistleblowing')).toMatchObject({ lines: ['Yes'], comment: 'Posters in every room.' })
  expect(questions.get('read-training_evidence')).toMatchObject({
    lines: [],
    missing: null,
    files: [{ name: 'log.pdf', href: '/files/7' }],
  })
  expect(questions.get('read-priority')).toMatchObject({ lines: ['Not answered'], missing: 'An answer is needed' })
  expect(questions.has('read-policy_on')).toBe(false)
  expect(questions.has('read-about')).toBe(false)
  expect(read.missing).toBeGreaterThan(5)
  expect(read.actions).toEqual([
    {
      what: 'Rewrite it',
      owner: 'Ruth',
      due: 'Saturday 27 March 2027',
      question: questionOf('policy_current').label,
      href: '#read-policy_current',
    },
  ])
})

test('a part that somebody else gave has its own name, and what was saved again has a way to its versions', () => {
  const partsBy = { answer: { byName: 'Dev Anand', contributorId: null, at: new Date('2026-11-20T09:00:00Z') } }
  const both = said('yes', { comment: 'Posters.', version: 2, partsBy })
  const [read] = readThrough(everyKind, noFacts, new Map([['whistleblowing', both]]), [], options).sections.flatMap(({ questions }) =>
    questions.filter(({ by }) => by !== null),
  )
  expect(read).toMatchObject({
    by: 'Answer: Keyed in by Dev Anand for the partnership, 9am yesterday. Comment: Sam Okafor, 9:04am today.',
    versions: '/versions/whistleblowing',
  })
})

test('a submitted return is read without what is missing, and without a way to change it', () => {
  const read = readThrough(everyKind, noFacts, responses, [], { ...options, showMissing: false })
  expect(read.missing).toBe(0)
  expect(
    read.sections.every(
      ({ change, questions }) => change === null && questions.every(question => question.change === null && question.missing === null),
    ),
  ).toBe(true)
})

test('what is missing is grouped by section, and each line leads to its question', () => {
  const missing = missingBySection(everyKind, unanswered(everyKind, noFacts, new Map(), new Map()))
  expect(missing[0]).toMatchObject({ title: 'Your establishment and its people', count: '2 answers' })
  expect(missing[0]?.items[0]).toEqual({ text: 'Who is the headteacher?', why: null, href: '/return/sections/people#question-head' })
})

test('an answer is read out with what was said beside it', () => {
  expect(responseLines(questionOf('policy_current'), responses.get('policy_current'))).toEqual([
    'No',
    'Action: Rewrite it – Ruth, by Saturday 27 March 2027',
  ])
  expect(responseLines(questionOf('policy_current'), undefined)).toEqual(['Not answered'])
  expect(responseLines(questionOf('policy_current'), said(null, { action: { what: null, owner: 'Ruth', dueOn: null } }))).toEqual([
    'Not answered',
    'Action: not said yet – Ruth',
  ])
})
