import type { Json, Question } from '../../../../src/features/questions/index.ts'
import type { QuestionKind } from '../../../../src/features/questions/kinds/all.ts'
import type { Body } from '../../../../src/platform/forms/parseForm.ts'

/** A question of one kind with an answer to it, another answer of somebody else, and what a form could send that is not valid. */
type Example<Q extends Question> = {
  question: Q
  answer: Json
  theirs: Json
  /** An answer that falls short, where one can. */
  short?: Json
  /** Left out where nothing that is typed can be wrong. */
  wrong?: Body
}

const long = 'Far too long for its box. '.repeat(50)
const options = [
  { value: 'separate', label: 'In a report of its own' },
  { value: 'within', label: 'Within the head’s report', hint: 'As one of its headings' },
]

/** One of each. A new kind does not compile here until it has its own. */
export const EXAMPLES: { [K in QuestionKind]: Example<Extract<Question, { kind: K }>> } = {
  yes_no: {
    question: { kind: 'yes_no', key: 'policy', label: 'Is your policy up to date?', strength: 'must', reference: 'KCSIE 2026 Part two' },
    answer: 'yes',
    theirs: 'no',
    short: 'no',
    wrong: { 'a.policy': 'perhaps' },
  },
  yes_partly_no: {
    question: { kind: 'yes_partly_no', key: 'voice', label: 'Do all staff know how to raise a concern?', notApplicable: true },
    answer: 'yes',
    theirs: 'na',
    short: 'partly',
    wrong: { 'a.voice': 'perhaps' },
  },
  met: {
    question: { kind: 'met', key: 'lettings', label: 'Others who use your premises meet safeguarding terms', comment: true },
    answer: 'met',
    theirs: 'partly',
    short: 'not_met',
    wrong: { 'a.lettings': 'perhaps' },
  },
  rag: {
    question: {
      kind: 'rag',
      key: 'conduct',
      label: 'Staff behaviour policy',
      guidance: 'It covers low-level concerns.\n\nStaff have read it.',
      descriptors: { red: 'There is none.', amber: 'There is one.', green: 'As amber, and staff know it.' },
    },
    answer: 'green',
    theirs: 'amber',
    short: 'red',
    wrong: { 'a.conduct': 'blue' },
  },
  level: {
    question: {
      kind: 'level',
      key: 'oversight',
      label: 'Oversight by governors',
      descriptors: ['It follows up.', 'It asks.', 'It listens.', 'It is not told.'],
    },
    answer: 1,
    theirs: 2,
    short: 4,
    wrong: { 'a.oversight': '5' },
  },
  number: {
    question: { kind: 'number', key: 'roll', label: 'How many pupils are on roll?', whole: true, unit: 'pupils', required: false },
    answer: 1204,
    theirs: 12,
    wrong: { 'a.roll': 'many' },
  },
  percentage: {
    question: { kind: 'percentage', key: 'read_part_one', label: 'Staff who have read Part one' },
    answer: 97.5,
    theirs: 100,
    wrong: { 'a.read_part_one': '101' },
  },
  date: {
    question: {
      kind: 'date',
      key: 'approved_on',
      label: 'When was it last approved?',
      shortLabel: 'Date of approval',
      notAfterToday: true,
    },
    answer: '2026-03-27',
    theirs: '2025-09-01',
    wrong: { 'a.approved_on.day': '31', 'a.approved_on.month': 'February', 'a.approved_on.year': '2026' },
  },
  month: {
    question: {
      kind: 'month',
      key: 'checked_in',
      label: 'When was the last of these checks?',
      instruction: 'If there were several, give the last.',
      notAfterToday: true,
    },
    answer: '2026-03',
    theirs: '2025-09',
    wrong: { 'a.checked_in.month': 'Sept', 'a.checked_in.year': '25' },
  },
  text: {
    question: { kind: 'text', key: 'priority', label: 'What is your first priority?', maxLength: 40 },
    answer: 'Online safety',
    theirs: 'Attendance',
    wrong: { 'a.priority': long.slice(0, 60) },
  },
  long_text: {
    question: { kind: 'long_text', key: 'story', label: 'What are you most proud of?', maxLength: 60 },
    answer: 'The mentors.\nParents said so.',
    theirs: 'The new logs.',
    wrong: { 'a.story': long.slice(0, 80) },
  },
  choice: {
    question: { kind: 'choice', key: 'report', label: 'How do you report to governors?', options },
    answer: 'within',
    theirs: 'separate',
    wrong: { 'a.report': 'never' },
  },
  choices: {
    question: { kind: 'choices', key: 'ways', label: 'In which ways do you report?', options },
    answer: ['separate', 'within'],
    theirs: ['within'],
    wrong: { 'a.ways': 'never' },
  },
  person: {
    question: {
      kind: 'person',
      key: 'lead',
      label: 'Who is the lead?',
      hint: 'The one who answers.',
      asks: 'dsl',
      email: true,
      trainingDate: true,
    },
    answer: { name: 'Sam Okafor', role: 'Deputy head', email: 'sam@school.example', trained: '2026-01-09' },
    theirs: { name: 'Ruth Ainsworth', role: null, email: null, trained: null },
    wrong: { 'a.lead.name': 'Sam Okafor', 'a.lead.email': 'sam at school', 'a.lead.trained.day': '9' },
  },
  table: {
    question: {
      kind: 'table',
      key: 'deputies',
      label: 'Who are the deputies?',
      asks: 'deputies',
      rowName: 'deputy',
      maxRows: 3,
      columns: [
        { key: 'name', label: 'Name', kind: 'text', required: true },
        { key: 'trained_on', label: 'Last training', kind: 'date' },
        { key: 'days', label: 'Days a week', kind: 'number' },
        { key: 'on_site', label: 'On site', kind: 'yes_no' },
        { key: 'level', label: 'Level', kind: 'choice', options },
      ],
    },
    answer: [{ name: 'Lee Marsh', trained_on: '2026-01-09', days: 2.5, on_site: 'yes', level: 'within' }],
    theirs: [{ name: 'Ada Bell', trained_on: null, days: null, on_site: null, level: null }],
    wrong: { 'a.deputies.0.name': 'Lee Marsh', 'a.deputies.0.days': 'some', 'a.deputies.0.trained_on.month': '13' },
  },
  evidence: {
    question: { kind: 'evidence', key: 'training_log', label: 'Evidence of training' },
    answer: 'In the office, ask the business manager.',
    theirs: 'On the shared drive.',
    wrong: { 'a.training_log': long },
  },
  information: {
    question: {
      kind: 'information',
      key: 'about',
      label: 'Before you start',
      hint: 'Do not name a child.',
      guidance: 'Nobody watches these boxes.',
    },
    answer: null,
    theirs: null,
  },
  declaration: {
    question: { kind: 'declaration', key: 'accurate', label: 'The answers are true', statement: 'These answers are true.' },
    answer: true,
    theirs: true,
    wrong: { 'a.accurate': 'perhaps' },
  },
}
