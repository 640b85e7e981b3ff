import { columnsFor, type ColumnOf } from '../../../platform/tabular/column.ts'
import type { DataSet } from '../../../platform/tabular/dataSet.ts'
import { DISPOSITIONS } from '../../returns/index.ts'
import { sayCodes } from '../words.ts'
import type { Catalogue, UsedVersion } from '../catalogue.ts'
import { whoseRow } from '../whoseRow.ts'
import type { SourceReturn } from '../returnsStore.ts'

export type WideReturn = { source: SourceReturn; version: Pick<UsedVersion, 'version'>; notAsked: readonly string[] }

const { text, integer, code } = columnsFor<WideReturn>()

/** The columns before those of the questions. */
export const wideReturnColumns: readonly ColumnOf<WideReturn>[] = [
  ...whoseRow<WideReturn>(({ source }) => source),
  text('question_set', 'Question set that the establishment answers', ({ source }) => source.setCode, { width: 13 }),
  integer('questionnaire_version', 'Version of that set', ({ version }) => version.version),
  code('disposition', 'Where the return ended', sayCodes(DISPOSITIONS, 'words'), ({ source }) => source.disposition),
  text(
    'questions_not_asked',
    'Questions of its set that were not asked of this establishment, because a condition did not hold',
    ({ notAsked }) => (notAsked.length === 0 ? null : notAsked.join('; ')),
    { width: 30 },
  ),
]

/** The cells of the questions are put into their places as the answers of a return are read (readReturn.ts). */
export const wideSet = ({ columns }: Pick<Catalogue, 'columns'>): DataSet => ({
  name: 'responses_wide',
  title: 'Responses wide',
  description:
    'One row for each establishment that was issued the audit, one column or more for each question of the library. The same columns every year.',
  leading: 3,
  columns: [...wideReturnColumns, ...columns],
})
