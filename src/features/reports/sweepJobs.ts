import { z } from 'zod'
import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { defineJob, stillQueued } from '../../platform/jobs/queue.ts'
import { failRun } from '../../platform/jobs/runs.ts'
import { program, recordEvent } from '../history/index.ts'
import { BUILD } from './schemas.ts'
import { markFailed, unfinishedReports } from './store.ts'

/** Looks every five minutes for reports that nobody makes any more: a worker that is killed tells nobody. */
export const sweepReportsJob = defineJob({
  name: 'report.sweep',
  payload: z.object({}),
  cron: '*/5 * * * *',
  async run(deps) {
    const unfinished = await unfinishedReports(deps.db)
    const ids = unfinished.map(({ id }) => id)
    const alive = await stillQueued(deps.db, [BUILD], 'reportId', ids)
    for (const lost of unfinished.filter(({ id }) => !alive.has(id))) {
      const key = await tellLost(deps, lost)
      if (key !== null) await deps.files.remove(key)
    }
  },
})

const LOST = 'The program stopped while it was made. Make a new one; if that fails too, tell the person who looks after the program.'

/** @returns the key of what its last worker left */
function tellLost(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  { partnershipId, id }: { partnershipId: Id<'partnership'>; id: Id<'report'> },
): Promise<string | null> {
  return inTransaction(db, async trx => {
    const lost = await markFailed(trx, partnershipId, id, { error: LOST })
    if (!lost) return null
    await failRun(trx, lost.jobRunId, LOST)
    await recordEvent(trx, program(partnershipId), { verb: 'report.failed', roundId: lost.roundId, details: { reportId: id } })
    log.warn({ report: id }, 'a report that nobody makes any more counts as failed')
    return lost.earlierKey
  })
}
