import { columnsFor, type ColumnOf } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { DISPOSITIONS, VIA_WORDS } from '../../returns/index.ts'
import { KIND_WORDS } from '../../questions/index.ts'
import { sayCodes } from '../words.ts'
import { isAnswered, type AskedQuestion } from '../asked.ts'
import { whoseRow } from '../whoseRow.ts'

const { text, name, words, integer, number, day, instant, flag, code } = columnsFor<AskedQuestion>()

/** What identifies an answer: shared by the sheets that hold answers, actions and rows of tables. */
export const questionColumns: readonly ColumnOf<AskedQuestion>[] = [
  ...whoseRow<AskedQuestion>(({ source }) => source),
  text('question_set', 'Question set that the establishment answers', ({ source }) => source.setCode, { width: 13 }),
  integer('questionnaire_version', 'Version of that set', ({ version }) => version.version),
  code('disposition', 'Where the return ended', sayCodes(DISPOSITIONS, 'words'), ({ source }) => source.disposition),
  text('section', 'Section of the questionnaire', ({ section }) => section.key),
  text('question', 'The question: the same name in every year; see Questions for its wording', ({ question }) => question.key, {
    width: 34,
  }),
  text('question_label', 'The question as this establishment read it', ({ question }) => question.label, { width: 60 }),
]

/** One row for each question that was asked of each establishment, answered or not. */
export const responsesSet: DataSetOf<AskedQuestion> = {
  name: 'responses_long',
  title: 'Responses long',
  description: 'Every question that was asked of every establishment, answered or not: one row for each. What was not asked has no row.',
  leading: 3,
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
    words('text', 'The answer, where it is words', ({ answer }) => answer.text, { width: 60 }),
    number(
      'score',
      'Score of a rating; blank where there is none, so that "not applicable" leaves the average',
      ({ answer }) => answer.score,
    ),
    flag('falls_short', 'True when the answer asks for an action', ({ answer }) => answer.needsAction),
    words('comment', 'Comment beside the answer', ({ response }) => response?.[2] ?? null, { width: 50 }),
    words('action_what', 'What will be done', ({ response }) => response?.[3]?.what ?? null, { width: 50 }),
    name('action_owner', 'Who will do it', ({ response }) => response?.[3]?.owner ?? null),
    day('action_due', 'By when', ({ response }) => response?.[3]?.dueOn ?? null),
    integer('evidence_files', 'Files attached to the question', ({ source, question }) => source.filesByQuestion[question.key] ?? 0),
    name('answered_by', 'Who typed in the answer as it stands', ({ response }) => response?.[5] ?? null),
    code('answered_via', 'How the answer came', sayCodes(VIA_WORDS, 'answer'), ({ response }) =>
      response === undefined ? null : response[7] ? 'offline' : 'online',
    ),
    instant('answered_at', 'When it was last changed', ({ response }) => response?.[6] ?? null),
    integer('answer_version', 'How many times it was saved with a change', ({ response }) => response?.[4] ?? null),
  ],
}
