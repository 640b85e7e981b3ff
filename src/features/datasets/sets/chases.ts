import { columnsFor } from '../../../platform/tabular/column.ts'
import { CHASE_KINDS } from '../../chasing/index.ts'
import type { SourceChase } from '../recordsStore.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { whoseRow } from '../whoseRow.ts'
import { sayCodes } from '../words.ts'
import { DELIVERY_WORDS } from '../../messages/index.ts'

const chase = columnsFor<SourceChase>()

export const chasesSet: DataSetOf<SourceChase> = {
  name: 'chases',
  title: 'Chases',
  description: 'Reminders, calls and letters about returns: one row for each.',
  leading: 3,
  columns: [
    ...whoseRow<SourceChase>(source => source),
    chase.id('chase_id', 'The chase', ({ id }) => id, 'Chase'),
    chase.code('kind', 'What it was', sayCodes(CHASE_KINDS, 'words'), ({ kind }) => kind),
    chase.instant('at', 'When', ({ at }) => at),
    chase.name('by', 'Who did it', ({ by }) => by),
    chase.words('said', 'What was said', ({ said }) => said, { width: 60 }),
    chase.day('next_on', 'When to ask again', ({ nextOn }) => nextOn),
    chase.code('mail_status', 'What became of its email', DELIVERY_WORDS, ({ mail }) => mail),
  ],
}
