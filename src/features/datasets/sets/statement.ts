import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'

/** One line of the statement, or its sum. */
export type StatementRow = { group: string; disposition: string; words: string; count: number }

const { text, integer } = columnsFor<StatementRow>()

export const statementSet: DataSetOf<StatementRow> = {
  name: 'returns_statement',
  title: 'Returns statement',
  description: 'Where every return ended: each establishment that was issued the audit is counted once, and the last row is the sum.',
  columns: [
    text('group', 'Completed, not expected, or outstanding', ({ group }) => group, { width: 18 }),
    text('disposition', 'Where returns ended, as a code', ({ disposition }) => disposition, { width: 26 }),
    text('disposition_label', 'The same in words', ({ words }) => words, { width: 46 }),
    integer('establishments', 'How many establishments', ({ count }) => count, { width: 16 }),
  ],
}
