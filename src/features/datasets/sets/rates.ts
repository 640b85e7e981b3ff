import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import type { SourceRate } from '../ratesStore.ts'

const { text, integer, share, code } = columnsFor<SourceRate>()

const GROUPED_BY = {
  round: 'The whole round',
  phase: 'Phase of education when the audit was issued',
  type: 'Type of establishment when the audit was issued',
  authority: 'Local authority when the audit was issued',
  trust: 'Trust in the register at the time of this export',
}

export const ratesSet: DataSetOf<SourceRate> = {
  name: 'rates',
  title: 'Rates',
  description:
    'How many of those expected completed the audit, by phase, type, authority and trust, with what each rate is of: one row for each group. It counts the whole round, whatever part of it was chosen.',
  leading: 2,
  columns: [
    code('grouped_by', 'By what establishments are grouped', GROUPED_BY, ({ by }) => by),
    text(
      'group',
      'The group; blank for those of which it is not known, and for the whole round',
      ({ name }) => (name === '' ? null : name),
      {
        width: 44,
      },
    ),
    integer('in_round', 'Establishments in the round', ({ inRound }) => inRound),
    integer('issued', 'Those that were issued the audit', ({ issued }) => issued),
    integer(
      'not_expected',
      'Those of them of which no return is expected: closed, covered, not applicable, declined',
      given => given.notExpected,
    ),
    integer('expected', 'Issued without those that are not expected: what the rate is of', ({ expected }) => expected),
    integer('completed', 'Returns that came', ({ completed }) => completed),
    integer('outstanding', 'Returns that did not', ({ outstanding }) => outstanding),
    share('rate', 'completed divided by expected, 0 to 1; blank where none is expected', ({ completed, expected }) =>
      expected === 0 ? null : completed / expected,
    ),
  ],
}
