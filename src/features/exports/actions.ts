import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { announceRun } from '../../platform/jobs/runs.ts'
import { once } from '../../platform/once.ts'
import type { Choice } from '../datasets/index.ts'
import { recordEvent, type StaffActor } from '../history/index.ts'
import type { Round } from '../rounds/index.ts'
import { formatNamed } from './sinks/formats.ts'
import { buildExportJob } from './jobs.ts'
import { insertExport } from './store.ts'

/**
 * Asks for an export of a round: a job makes it. The same form sent twice asks once.
 *
 * @returns the id of the export
 */
export function requestExport(
  db: Db,
  actor: StaffActor,
  { round, choice, ...asked }: { format: string; choice: Choice; _key?: string | undefined; round: Round },
): Promise<{ exportId: Id<'export'> }> {
  const format = formatNamed(asked.format)
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: asked._key, purpose: `export of round ${round.id}` }, async () => {
      const jobRunId = await announceRun(trx, {
        partnershipId,
        name: buildExportJob.name,
        title: `${format.title} of ${round.name}`,
        total: null,
        startedBy: actor.name,
        next: { text: 'Go to the exports', href: `/rounds/${round.id}/exports` },
      })
      const exportId = await insertExport(trx, {
        partnershipId,
        roundId: round.id,
        format: format.name,
        choice,
        accountId: actor.accountId,
        requestedBy: actor.name,
        jobRunId,
      })
      await enqueue(trx, buildExportJob, { partnershipId, exportId })
      await recordEvent(trx, actor, { verb: 'export.requested', roundId: round.id, details: { exportId, people: choice.people } })
      return { exportId }
    }),
  )
}
