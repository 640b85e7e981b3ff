import { columnsFor, type SheetOf } from '../sheet.ts'

/** One line of the statement, or its sum. */
export type StatementRow = { group: string; disposition: string; words: string; count: number }

const { text, number } = columnsFor<StatementRow>()

export const statementSheet: SheetOf<StatementRow> = {
  name: 'Returns statement',
  about: 'Where every return ended: each establishment that was issued the audit is counted once, and the last row is the sum.',
  columns: [
    text('group', 'Completed, not expected, or outstanding', ({ group }) => group, { width: 18 }),
    text('disposition', 'Where returns ended, as a code', ({ disposition }) => disposition, { width: 26 }),
    text('disposition_label', 'The same in words', ({ words }) => words, { width: 46 }),
    number('establishments', 'How many establishments', ({ count }) => count, { width: 16 }),
  ],
}
