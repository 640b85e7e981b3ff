import { columnsFor, type ColumnOf } from '../../../platform/tabular/column.ts'
import type { CellValue, Column } from '../../../platform/tabular/column.ts'
import type { DataSet } from '../../../platform/tabular/dataSet.ts'
import { DISPOSITIONS } from '../../returns/index.ts'
import { sayCodes } from '../words.ts'
import type { Catalogue, QuestionColumn, UsedVersion } from '../catalogue.ts'
import { labelColumn, roundColumn, type Shape } from '../shape.ts'
import { veiled, veiledLabel, veiledValue } from '../veil.ts'
import { whoseRow } from '../whoseRow.ts'
import type { SourceReturn } from '../returnsStore.ts'

export type WideReturn = { source: SourceReturn; version: Pick<UsedVersion, 'version'>; notAsked: readonly string[] }

const { text, integer, code } = columnsFor<WideReturn>()
const DISPOSITION_WORDS = sayCodes(DISPOSITIONS, 'words')
const disposition = code('disposition', 'Where the return ended', DISPOSITION_WORDS, ({ source }) => source.disposition)

/** The columns before those of the questions. */
const leading: readonly ColumnOf<WideReturn>[] = [
  ...whoseRow<WideReturn>(({ source }) => source),
  text('question_set', 'Question set that the establishment answers', ({ source }) => source.setCode, { width: 13 }),
  integer('questionnaire_version', 'Version of that set', ({ version }) => version.version),
  disposition,
  {
    ...labelColumn(disposition),
    of: ({ source }) => (source.disposition === null ? null : (DISPOSITION_WORDS[source.disposition] ?? null)),
  },
  text(
    'questions_not_asked',
    'Questions of its set that were not asked of this establishment, because a condition did not hold',
    ({ notAsked }) => (notAsked.length === 0 ? null : notAsked.join('; ')),
    { width: 30 },
  ),
]

/** Where an answer stands in a row: the column that it fills, and perhaps one beside it that says what its code means. */
export type Place = { at: number; label: number | null; look: ((value: CellValue) => CellValue) | undefined }

/** The wide set, and where in its rows everything stands. The cells of the questions are filled as answers are read (readReturn.ts). */
export type WideLayout = {
  set: DataSet
  leading: readonly ColumnOf<WideReturn>[]
  /** By the keys of the questions' columns. Those of the columns before them are counted. */
  places: ReadonlyMap<string, Place>
  /** What stands in the columns of the questions before anything is known. */
  unasked: readonly CellValue[]
}

/** @param notAsked code and label of a question that was not asked */
export function wideLayout(
  { columns: all }: Pick<Catalogue, 'columns'>,
  shape: Shape,
  notAsked: { value: string; label: string },
): WideLayout {
  const { choice, veil, round } = shape
  const first = leading.filter(({ key }) => choice.labels || !key.endsWith('__label')).map(column => (veil ? veiled(column, veil) : column))
  const columns: Column[] = []
  const places = new Map<string, Place>()
  const unasked: CellValue[] = []
  const chosen = choice.sections === null ? all : all.filter(({ asked }) => choice.sections?.includes(asked.section.key))
  for (const column of chosen) {
    const look = veil ? veiledValue(column, veil) : undefined
    const isLabelled = choice.labels && column.type === 'code'
    const at = columns.push(look ? relabelled(column) : column) - 1
    unasked.push(column.type === 'code' ? notAsked.value : null)
    if (isLabelled) {
      columns.push(labelColumn(column))
      unasked.push(notAsked.label)
    }
    places.set(column.key, { at, label: isLabelled ? at + 1 : null, look })
  }
  return {
    set: {
      name: 'responses_wide',
      title: 'Responses wide',
      description:
        'One row for each establishment that was issued the audit, one column or more for each question of the library. The same columns every year.',
      leading: 3,
      columns: [...first, ...columns, roundColumn(round)],
    },
    leading: first,
    places,
    unasked: [...unasked, round],
  }
}

const relabelled = (column: QuestionColumn): QuestionColumn => ({ ...column, label: veiledLabel(column) })
