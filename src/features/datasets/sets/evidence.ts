import { columnsFor } from '../../../platform/tabular/column.ts'
import { RECEIVED_VIA_WORDS } from '../../evidence/index.ts'
import { CHECK_WORDS, checkCode } from '../../returnPages/index.ts'
import type { SourceEvidence } from '../recordsStore.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { whoseRow } from '../whoseRow.ts'

const evidence = columnsFor<SourceEvidence>()

export const evidenceSet: DataSetOf<SourceEvidence> = {
  name: 'evidence',
  title: 'Evidence',
  description: 'The files that are held as evidence: one row for each. The files themselves are not in the workbook.',
  leading: 3,
  columns: [
    ...whoseRow<SourceEvidence>(source => source),
    evidence.id('evidence_id', 'The file', ({ id }) => id, 'File'),
    evidence.words('file_name', 'Name that the sender gave it', ({ fileName }) => fileName, { width: 44 }),
    evidence.text('media_type', 'What it is by its content', ({ mediaType }) => mediaType),
    evidence.integer('bytes', 'Size in bytes', ({ bytes }) => bytes, { width: 12 }),
    evidence.text('sha256', 'SHA-256 of its content: equal files have equal ones', ({ sha256 }) => sha256, {
      width: 30,
      coded: { as: 'Content', by: ({ sha256 }) => sha256 },
    }),
    evidence.code('received_via', 'How it came', RECEIVED_VIA_WORDS, ({ receivedVia }) => receivedVia),
    evidence.day('received_on', 'Day on which it was received', ({ receivedOn }) => receivedOn),
    evidence.text('questions', 'Questions that it belongs to, joined with "; "', ({ questions }) => questions.join('; '), { width: 44 }),
    evidence.integer('question_count', 'How many questions it belongs to', ({ questions }) => questions.length),
    evidence.code('check', 'How far it was checked for details of children', CHECK_WORDS, checkCode),
    evidence.words('explanation', 'Why it is right to send although something was found', ({ explanation }) => explanation, { width: 40 }),
    evidence.words('note', 'Note on it', ({ note }) => note, { width: 40 }),
    evidence.name('added_by', 'Who added it', ({ by }) => by),
    evidence.instant('added_at', 'When it was added', ({ at }) => at),
    evidence.text(
      'dated',
      'Date on the document, as the sender gave it: a day, or a month where no day is known',
      ({ datedOn }) => datedOn,
    ),
  ],
}
