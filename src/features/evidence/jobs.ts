import path from 'node:path'
import { z } from 'zod'
import { removeLeftovers } from '../../platform/files/incoming.ts'
import { defineJob } from '../../platform/jobs/queue.ts'
import { sweepOrphans } from './sweepActions.ts'

/** Clears up, every night, what killed programs left in the store and on the way to it. */
export const sweepOrphansJob = defineJob({
  name: 'evidence.sweep',
  payload: z.object({}),
  cron: '40 3 * * *',
  async run(deps) {
    await removeLeftovers(path.join(deps.config.DATA_DIR, 'incoming'), deps.now())
    const removed = await sweepOrphans(deps)
    if (removed > 0) deps.log.warn({ removed }, 'files that no row speaks of were removed')
  },
})
