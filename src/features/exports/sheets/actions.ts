import { actionIsFull } from '../../questionnaires/index.ts'
import type { GivenAction } from '../asked.ts'
import { columnsFor, type SheetOf } from '../sheet.ts'
import { questionColumns } from './responses.ts'

const { text, number, day, instant, flag } = columnsFor<GivenAction>()

export const actionsSheet: SheetOf<GivenAction> = {
  name: 'Actions',
  about: 'What establishments said they will do about an answer that falls short, by whom and by when: one row for each action.',
  frozenColumns: 3,
  columns: [
    ...questionColumns,
    text('code', 'Code of the answer', ({ answer }) => answer.code),
    text('label', 'The answer', ({ answer }) => answer.label),
    number('score', 'Score of the answer', ({ answer }) => answer.score),
    text('action_what', 'What will be done', ({ action }) => action.what, { width: 60 }),
    text('action_owner', 'By whom', ({ action }) => action.owner),
    day('action_due', 'By when', ({ action }) => action.dueOn),
    flag('action_complete', 'True when what, who and when were all given', ({ action }) => actionIsFull({ action })),
    text('answered_by', 'Who gave the answer as it stands', ({ response }) => response?.[5] ?? null),
    instant('answered_at', 'When it was last changed', ({ response }) => response?.[6] ?? null),
  ],
}
