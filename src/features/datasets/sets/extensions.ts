import { columnsFor } from '../../../platform/tabular/column.ts'
import type { SourceExtension } from '../recordsStore.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { whoseRow } from '../whoseRow.ts'
import { daysBetween } from '../../../platform/london.ts'
import { EXTENSION_REASONS } from '../../extensions/index.ts'

const extension = columnsFor<SourceExtension>()

export const extensionsSet: DataSetOf<SourceExtension> = {
  name: 'extensions',
  title: 'Extensions',
  description: 'Later due dates that were given: one row for each return and extension, in the order in which they were given.',
  leading: 3,
  columns: [
    ...whoseRow<SourceExtension>(source => source),
    extension.id('extension_id', 'The extension', ({ id }) => id, 'Extension'),
    extension.id('batch_id', 'Extensions that were given together have the same number', ({ batchId }) => batchId, 'Batch'),
    extension.instant('from_due_at', 'When the return was due before', ({ fromDueAt }) => fromDueAt),
    extension.instant('to_due_at', 'When it was due from then on', ({ toDueAt }) => toDueAt),
    extension.integer('days', 'Days between the two', ({ fromDueAt, toDueAt }) => daysBetween(fromDueAt, toDueAt)),
    extension.code('reason_code', 'Reason, as a code', EXTENSION_REASONS, ({ reasonCode }) => reasonCode),
    extension.words('reason', 'Reason in words', ({ reason }) => reason, { width: 50 }),
    extension.name('granted_by', 'Who allowed it', ({ by }) => by),
    extension.instant('granted_at', 'When it was allowed', ({ at }) => at),
  ],
}
