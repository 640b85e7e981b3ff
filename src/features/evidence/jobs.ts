import { z } from 'zod'
import { removeOldUploads } from '../../platform/files/incoming.ts'
import { defineJob } from '../../platform/jobs/queue.ts'
import { sweepOrphans } from './sweep.ts'

/** Clears up, every night, what killed programs left in the store and on the way to it. */
export const sweepOrphansJob = defineJob({
  name: 'evidence.sweep',
  payload: z.object({}),
  cron: '40 3 * * *',
  async run(deps) {
    await removeOldUploads(deps.config.DATA_DIR, new Date(deps.now().getTime() - 24 * 3_600_000))
    const removed = await sweepOrphans(deps)
    if (removed > 0) deps.log.warn({ removed }, 'files that no row speaks of were removed')
  },
})
