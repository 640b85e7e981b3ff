import type { GivenRow } from '../asked.ts'
import type { Catalogue } from '../catalogue.ts'
import { columnsFor, type ColumnOf, type Meaning, type SheetOf } from '../sheet.ts'
import { questionColumns } from './responses.ts'

const { number } = columnsFor<GivenRow>()

/** One row for each row of a list that a question asks for, with columns of its own for each such question. */
export function tablesSheet({ questions }: Catalogue): SheetOf<GivenRow> {
  const own = questions.flatMap(({ question }): ColumnOf<GivenRow>[] =>
    question.kind === 'table'
      ? question.columns.map(column => ({
          key: `${question.key}__${column.key}`,
          type: column.kind === 'number' || column.kind === 'date' ? column.kind : 'text',
          label: `${question.label} ${column.label}`,
          values: meanings(column),
          of: given =>
            given.question.key === question.key ? (given.row.cells.find(({ key }) => key === column.key)?.value ?? null) : null,
        }))
      : [],
  )
  return {
    name: 'Tables',
    about: 'The lists inside returns, for example deputies or policies: one row for each row of a list.',
    frozenColumns: 3,
    columns: [...questionColumns, number('row', 'Place of the row in its list', ({ row }) => row.row), ...own],
  }
}

type TableColumn = { kind: string; options?: { value: string; label: string }[] | undefined }

function meanings({ kind, options }: TableColumn): Meaning[] {
  if (kind === 'yes_no')
    return [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ]
  return (options ?? []).map(({ value, label }) => ({ value, label }))
}
