import { z } from 'zod'
import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { defineJob, stillQueued } from '../../platform/jobs/queue.ts'
import { failRun } from '../../platform/jobs/runs.ts'
import { program, recordEvent } from '../history/index.ts'
import { buildExportJob } from './jobs.ts'
import { expiredFiles, forgetFiles, markLost, unfinishedExports, type UnfinishedExport } from './store.ts'

/** Looks every five minutes for exports whose time is over, and for those that nobody makes any more. */
export const sweepExportsJob = defineJob({
  name: 'export.sweep',
  payload: z.object({}),
  cron: '*/5 * * * *',
  async run(deps) {
    await forgetExpired(deps)
    await failLost(deps)
  },
})

/** Throws away the files that nobody can download any more as it is. Their rows stay, to say that they were there. */
async function forgetExpired({ db, files }: Deps): Promise<void> {
  const expired = await expiredFiles(db)
  for (const { key } of expired) await files.remove(key)
  await forgetFiles(
    db,
    expired.map(({ id }) => id),
  )
}

/** A worker that is killed tells nobody: whoever waits for its export is told here, once no other will take it up. */
async function failLost(deps: Deps): Promise<void> {
  const unfinished = await unfinishedExports(deps.db)
  const ids = unfinished.map(({ id }) => id)
  const alive = await stillQueued(deps.db, [buildExportJob], 'exportId', ids)
  for (const lost of unfinished.filter(({ id }) => !alive.has(id))) {
    const key = await tellLost(deps, lost)
    if (key !== null) await deps.files.remove(key)
  }
}

const LOST = 'The program stopped while it was made. Make a new one; if that fails too, tell the person who looks after the program.'

/** @returns the key of what its last worker left */
function tellLost({ db, log }: Deps, { partnershipId, id }: UnfinishedExport): Promise<string | null> {
  return inTransaction(db, async trx => {
    const lost = await markLost(trx, partnershipId, id, LOST)
    if (!lost) return null
    await failRun(trx, lost.jobRunId, LOST)
    await recordEvent(trx, program(partnershipId), { verb: 'export.failed', roundId: lost.roundId, details: { exportId: id } })
    log.warn({ export: id }, 'an export that nobody makes any more counts as failed')
    return lost.earlierKey
  })
}
