import { documentSchema, type QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'

const AREAS = [
  { key: 'policies', title: 'Safeguarding policies' },
  { key: 'training', title: 'Safeguarding training' },
  { key: 'governors', title: 'Reporting to governors' },
]

/** A short set A: in each of the three evidence areas a rating and its evidence, a box for words, and the declaration. */
export const shortSetA: QuestionnaireDocument = documentSchema.parse({
  set: 'A',
  title: 'Safeguarding audit, the short one',
  audience: 'Schools',
  edition: 'KCSIE 2026',
  introduction: 'Three sections and a declaration.',
  evidenceAreas: AREAS,
  sections: [
    {
      key: 'policies',
      title: 'Safeguarding policies',
      questions: [
        { kind: 'yes_no', key: 'policy_current', label: 'Is the child protection policy current?', strength: 'must', areas: ['policies'] },
        { kind: 'evidence', key: 'policy_evidence', label: 'Where can the policy be seen?', required: false, areas: ['policies'] },
      ],
    },
    {
      key: 'training',
      title: 'Safeguarding training',
      questions: [
        { kind: 'met', key: 'staff_trained', label: 'All staff were trained this year', areas: ['training'] },
        { kind: 'percentage', key: 'read_part_one', label: 'How many staff have read Part one?' },
        { kind: 'evidence', key: 'training_evidence', label: 'What shows the training?', required: false, areas: ['training'] },
      ],
    },
    {
      key: 'governors',
      title: 'Reporting to governors',
      questions: [
        { kind: 'yes_no', key: 'governors_told', label: 'Do governors get a report each year?', areas: ['governors'] },
        { kind: 'long_text', key: 'governors_words', label: 'What did they ask?', required: false },
        { kind: 'evidence', key: 'governors_evidence', label: 'Where is the report?', required: false, areas: ['governors'] },
        { kind: 'declaration', key: 'accurate', label: 'Declaration', statement: 'These answers are true as far as I know.' },
      ],
    },
  ],
})
