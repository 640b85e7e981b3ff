import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { actionIsFull } from '../../questionnaires/index.ts'
import type { GivenAction } from '../asked.ts'
import { questionColumns } from './responses.ts'

const { text, name, words, number, day, instant, flag } = columnsFor<GivenAction>()

export const actionsSet: DataSetOf<GivenAction> = {
  name: 'actions',
  title: 'Actions',
  description:
    'What establishments said they will do about an answer that falls short, who will do it and by when: one row for each action.',
  leading: 3,
  columns: [
    ...questionColumns,
    text('code', 'Code of the answer', ({ answer }) => answer.code),
    text('label', 'The answer', ({ answer }) => answer.label),
    number('score', 'Score of the answer', ({ answer }) => answer.score),
    words('action_what', 'What will be done', ({ action }) => action.what, { width: 60 }),
    name('action_owner', 'Who will do it', ({ action }) => action.owner),
    day('action_due', 'By when', ({ action }) => action.dueOn),
    flag('action_complete', 'True when what, who and when were all given', ({ action }) => actionIsFull({ action })),
    name('answered_by', 'Who gave the answer as it stands', ({ response }) => response?.[5] ?? null),
    instant('answered_at', 'When it was last changed', ({ response }) => response?.[6] ?? null),
  ],
}
