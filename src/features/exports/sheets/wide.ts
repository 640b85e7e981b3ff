import { DISPOSITION_WORDS } from '../../returns/index.ts'
import type { QuestionColumn, UsedVersion } from '../catalogue.ts'
import { columnsFor, returnColumns, type ColumnOf, type SheetShape } from '../sheet.ts'
import type { SourceReturn } from '../returnsStore.ts'

/** What a column of codes says of a question that was not asked. */
export const NOT_ASKED = 'not_asked'

export type WideReturn = { source: SourceReturn; version: Pick<UsedVersion, 'version'>; notAsked: readonly string[] }

const { text, number, code } = columnsFor<WideReturn>()

/** The columns before those of the questions. */
export const wideReturnColumns: readonly ColumnOf<WideReturn>[] = [
  ...returnColumns<WideReturn>(({ source }) => source),
  text('question_set', 'Question set that the establishment answers: A to F', ({ source }) => source.setCode, { width: 13 }),
  number('questionnaire_version', 'Version of that set', ({ version }) => version.version),
  code('disposition', 'Where the return ended', DISPOSITION_WORDS, ({ source }) => source.disposition),
  text(
    'questions_not_asked',
    'Questions of its set that were not asked of this establishment, because a condition did not hold',
    ({ notAsked }) => (notAsked.length === 0 ? null : notAsked.join('; ')),
    { width: 30 },
  ),
]

export const WIDE = {
  name: 'Responses wide',
  about:
    'One row for each establishment that was issued the audit, one column or more for each question of the library. The same columns every year.',
  frozenColumns: 3,
} as const

/** The sheet as the codebook sees it. */
export const wideShape = (questions: readonly QuestionColumn[]): SheetShape => ({
  ...WIDE,
  columns: [...wideReturnColumns, ...questions.map(({ key, type, label }) => ({ key, type, label }))],
})
