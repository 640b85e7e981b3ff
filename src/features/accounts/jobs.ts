import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { forgetOldTries } from '../../platform/rateLimit.ts'

/** Forgets every hour the tries at passwords, codes and links that no longer count. */
export const sweepTriesJob = defineJob({
  name: 'tries.sweep',
  payload: z.object({}),
  cron: '40 * * * *',
  retries: 0,
  run: ({ db }) => forgetOldTries(db),
})
