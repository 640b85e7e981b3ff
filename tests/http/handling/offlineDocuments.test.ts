import { expect, test } from '@jest/globals'
import { roundOverview } from '../../../src/features/dashboard/store.ts'
import { statementCounts } from '../../../src/features/dashboard/index.ts'
import { inRollback } from '../../support/app.ts'
import { oneReturn } from './oneReturn.ts'

test(
  'the file of an offline return is the return itself, no supporting document, and "offline" says whether it came in time',
  inRollback(async ({ make, staff, db }) => {
    const { auditReturn, partnership_id } = await oneReturn({ make, staff }, { status: 'in_progress', started_at: new Date() })
    await db.raw(
      `update returns set status = 'submitted', submitted_via = 'offline', received_at = due_at + interval '1 hour',
         submitted_at = due_at + interval '1 hour', files = 1 where id = ?`,
      [auditReturn.id],
    )
    const file = (via: string, key: string) =>
      db.raw(
        `insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, received_via, received_on, by_name)
         values (?, ?, 'audit.xlsx', 'application/zip', 1, 'x', ?, ?, current_date, 'Priya Shah')`,
        [partnership_id, auditReturn.id, key, via],
      )
    const sentDocuments = async () => (await roundOverview(db, partnership_id, auditReturn.round_id)).numbers.evidence
    await file('offline_return', 'one')
    expect(await sentDocuments()).toBe(0)
    await file('email', 'two')
    await db.raw(`update returns set files = 2 where id = ?`, [auditReturn.id])
    expect(await sentDocuments()).toBe(1)
    const { counts, beside } = await statementCounts(db, partnership_id, auditReturn.round_id)
    expect(counts).toEqual({ completed_offline: 1 })
    expect(beside).toMatchObject({ offline_in_time: 0, offline_late: 1, in_round: 1, not_expected: 0, completed: 1 })
  }),
)
