import { columnsFor, type CellValue, type Column, type ColumnOf } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import type { GivenRow } from '../asked.ts'
import type { Catalogue } from '../catalogue.ts'
import { questionColumns } from './responses.ts'

const { integer } = columnsFor<GivenRow>()

/** One row for each row of a list that a question asks for, with columns of its own for each such question. */
export function tablesSet({ questions }: Catalogue): DataSetOf<GivenRow> {
  const own = questions.flatMap(({ question }): ColumnOf<GivenRow>[] =>
    question.kind === 'table'
      ? question.columns.map(column => ({
          key: `${question.key}__${column.key}`,
          label: `${question.label} ${column.label}`,
          ...contentOf(column),
          of: given =>
            given.question.key === question.key ? cellOf(column, given.row.cells.find(({ key }) => key === column.key)?.value) : null,
        }))
      : [],
  )
  return {
    name: 'tables',
    title: 'Tables',
    description: 'The lists inside returns, for example deputies or policies: one row for each row of a list.',
    leading: 3,
    columns: [...questionColumns, integer('row', 'Place of the row in its list', ({ row }) => row.row), ...own],
  }
}

type TableColumn = {
  kind: 'text' | 'date' | 'month' | 'number' | 'yes_no' | 'choice'
  options?: { value: string; label: string }[] | undefined
}

function contentOf({ kind, options }: TableColumn): Pick<Column, 'type' | 'codes' | 'personal'> {
  if (kind === 'number' || kind === 'date') return { type: kind }
  if (kind === 'yes_no') return { type: 'boolean' }
  return kind === 'choice'
    ? { type: 'code', codes: (options ?? []).map(({ value, label }) => ({ value, label })) }
    : { type: 'text', personal: 'words' }
}

/** Yes and no are TRUE and FALSE, as everywhere. */
const cellOf = ({ kind }: TableColumn, value: CellValue | undefined): CellValue =>
  value === undefined ? null : kind === 'yes_no' && value !== null ? value === 'yes' : value
