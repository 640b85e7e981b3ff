import { documentSchema, type QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import type { EstablishmentFacts } from '../../../src/features/establishments/index.ts'
import type { Question } from '../../../src/features/questions/index.ts'

/** A questionnaire with a question of every kind, and conditions on facts and answers. */
export const everyKind: QuestionnaireDocument = documentSchema.parse({
  set: 'A',
  title: 'Safeguarding audit',
  audience: 'Schools',
  edition: 'KCSIE 2026',
  introduction: 'One of each.',
  evidenceAreas: [
    { key: 'policies', title: 'Safeguarding policies' },
    { key: 'training', title: 'Safeguarding training' },
  ],
  sections: [
    {
      key: 'people',
      title: 'Your establishment and its people',
      questions: [
        { kind: 'information', key: 'about', label: 'Before you start', hint: 'Do not name a child.\n\nNobody watches these boxes.' },
        {
          kind: 'person',
          key: 'head',
          label: 'Who is the headteacher?',
          strength: 'must',
          reference: 'KCSIE 2026 Part two',
          email: true,
          trainingDate: true,
        },
        {
          kind: 'table',
          key: 'deputies',
          label: 'Who are the deputy designated safeguarding leads?',
          hint: 'List everyone who may act when the lead is away.',
          rowName: 'deputy',
          minRows: 1,
          maxRows: 4,
          columns: [
            { key: 'name', label: 'Name', kind: 'text', required: true },
            { key: 'trained_on', label: 'Last training', kind: 'date' },
            { key: 'days', label: 'Days a week', kind: 'number' },
            { key: 'on_site', label: 'On site', kind: 'yes_no' },
            {
              key: 'level',
              label: 'Level of training',
              kind: 'choice',
              options: [
                { value: 'basic', label: 'Basic' },
                { value: 'full', label: 'Full' },
              ],
            },
          ],
        },
        { kind: 'number', key: 'roll', label: 'How many pupils are on roll today?', whole: true, unit: 'pupils', required: false },
      ],
    },
    {
      key: 'ratings',
      title: 'Leadership and policies',
      questions: [
        {
          kind: 'yes_no',
          key: 'policy_current',
          label: "Is your child protection policy up to date with this September's guidance?",
          guidance: 'It names the people of today.\n\nIt cites the current edition.',
          strength: 'must',
          reference: 'KCSIE 2026 Part two',
          areas: ['policies'],
        },
        {
          kind: 'date',
          key: 'policy_on',
          label: 'When was it last approved?',
          shortLabel: 'Date of approval',
          notAfterToday: true,
          when: { question: 'policy_current', in: ['yes'] },
        },
        {
          kind: 'yes_partly_no',
          key: 'whistleblowing',
          label: 'Do all staff know how to raise a concern?',
          strength: 'should',
          notApplicable: true,
        },
        { kind: 'met', key: 'lettings', label: 'Others who use your premises meet safeguarding terms', notApplicable: true, comment: true },
        {
          kind: 'rag',
          key: 'behaviour',
          label: 'Staff behaviour policy (code of conduct)',
          guidance: 'It covers low-level concerns.',
          strength: 'good_practice',
          descriptors: {
            red: 'There is no code.',
            amber: 'There is a current code.',
            green: 'As amber, and leaders check that it is understood.',
          },
          notApplicable: true,
          areas: ['policies'],
        },
        {
          kind: 'level',
          key: 'oversight',
          label: 'Oversight by the governing body',
          descriptors: ['It challenges and follows up.', 'It asks.', 'It listens.', 'It is not told.'],
        },
        { kind: 'yes_no', key: 'has_log', label: 'Do you keep a log of low-level concerns?', action: false },
        { kind: 'number', key: 'log_entries', label: 'Entries in the log this year', max: 500, when: { question: 'has_log', in: ['yes'] } },
      ],
    },
    {
      key: 'training',
      title: 'Training',
      questions: [
        { kind: 'percentage', key: 'read_part_one', label: 'Staff who have read Part one', areas: ['training'] },
        { kind: 'text', key: 'priority', label: 'What is your first priority?', maxLength: 40 },
        { kind: 'long_text', key: 'story', label: 'What are you most proud of?', maxLength: 2000, required: false },
        {
          kind: 'choice',
          key: 'report',
          label: 'How do you report to governors?',
          options: [
            { value: 'separate', label: 'In a report of its own' },
            { value: 'within', label: "Within the head's report", hint: 'As one of its headings' },
          ],
        },
        {
          kind: 'choices',
          key: 'courses',
          label: 'Which courses did staff take?',
          options: [
            { value: 'prevent', label: 'Prevent' },
            { value: 'online', label: 'Online safety' },
            { value: 'fgm', label: 'Female genital mutilation' },
          ],
        },
        { kind: 'evidence', key: 'training_evidence', label: 'Evidence for safeguarding training', areas: ['training'] },
      ],
    },
    {
      key: 'boarding',
      title: 'Boarding',
      when: { fact: 'boarders' },
      questions: [{ kind: 'yes_no', key: 'listener', label: 'Is there an independent person that boarders can contact?' }],
    },
    {
      key: 'declaration',
      title: 'Declaration',
      questions: [{ kind: 'declaration', key: 'accurate', label: 'The answers are true', statement: 'These answers are true.' }],
    },
  ],
})

export const questionOf = (key: string): Question => {
  const found = everyKind.sections.flatMap(section => section.questions).find(question => question.key === key)
  if (!found) throw new Error(`no question ${key}`)
  return found
}

export const noFacts: EstablishmentFacts = {
  boarders: false,
  nursery: false,
  sixthForm: false,
  independent: false,
  special: false,
  alternativeProvision: false,
  maintained: false,
  academy: false,
  primaryAged: false,
  secondaryAged: false,
  post16: false,
}

export const TODAY = '2026-11-21'
