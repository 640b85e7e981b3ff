import { DISPOSITION_WORDS } from '../../returns/index.ts'
import { isAnswered, type AskedQuestion } from '../asked.ts'
import { columnsFor, returnColumns, type ColumnOf, type SheetOf } from '../sheet.ts'
import { ANSWERED_VIA_WORDS, KIND_WORDS } from '../words.ts'

const { text, number, day, instant, flag, code } = columnsFor<AskedQuestion>()

/** What identifies an answer: shared by the sheets that hold answers, actions and rows of tables. */
export const questionColumns: readonly ColumnOf<AskedQuestion>[] = [
  ...returnColumns<AskedQuestion>(({ source }) => source),
  text('question_set', 'Question set that the establishment answers: A to F', ({ source }) => source.setCode, { width: 13 }),
  number('questionnaire_version', 'Version of that set', ({ version }) => version.version),
  code('disposition', 'Where the return ended', DISPOSITION_WORDS, ({ source }) => source.disposition),
  text('section', 'Section of the questionnaire', ({ section }) => section.key),
  text('question', 'The question: the same name in every year; see Questions for its wording', ({ question }) => question.key, {
    width: 34,
  }),
  text('question_label', 'The question as this establishment read it', ({ question }) => question.label, { width: 60 }),
]

/** One row for each question that was asked of each establishment, answered or not. */
export const responsesSheet: SheetOf<AskedQuestion> = {
  name: 'Responses long',
  about: 'Every question that was asked of every establishment, answered or not: one row for each. What was not asked has no row.',
  frozenColumns: 3,
  columns: [
    ...questionColumns,
    code('kind', 'Kind of question', KIND_WORDS, ({ question }) => question.kind),
    flag('answered', 'True when it was answered, or for evidence when a file was attached', isAnswered),
    text('code', 'Code of the answer, where answers are among listed values; several are joined with "; "', ({ answer }) => answer.code),
    text('label', 'The answer as the establishment read it, where answers are among listed values', ({ answer }) => answer.label),
    number(
      'number',
      'The answer, where it is a number or a percentage (0 to 100); for a table, its number of rows',
      ({ answer }) => answer.number,
    ),
    day('date', 'The answer, where it is a day', ({ answer }) => answer.date),
    text('text', 'The answer, where it is words', ({ answer }) => answer.text, { width: 60 }),
    number(
      'score',
      'Score of a rating; blank where there is none, so that "not applicable" leaves the average',
      ({ answer }) => answer.score,
    ),
    flag('falls_short', 'True when the answer asks for an action', ({ answer }) => answer.needsAction),
    text('comment', 'Comment beside the answer', ({ response }) => response?.[2] ?? null, { width: 50 }),
    text('action_what', 'What will be done', ({ response }) => response?.[3]?.what ?? null, { width: 50 }),
    text('action_owner', 'By whom', ({ response }) => response?.[3]?.owner ?? null),
    day('action_due', 'By when', ({ response }) => response?.[3]?.dueOn ?? null),
    number('evidence_files', 'Files attached to the question', ({ source, question }) => source.filesByQuestion[question.key] ?? 0),
    text('answered_by', 'Who typed in the answer as it stands', ({ response }) => response?.[5] ?? null),
    code('answered_via', 'How the answer came', ANSWERED_VIA_WORDS, ({ response }) =>
      response === undefined ? null : response[7] ? 'offline' : 'online',
    ),
    instant('answered_at', 'When it was last changed', ({ response }) => response?.[6] ?? null),
    number('answer_version', 'How many times it was saved with a change', ({ response }) => response?.[4] ?? null),
  ],
}
