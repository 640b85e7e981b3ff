import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { applyExcuses } from './excuseActions.ts'

/**
 * Looks every minute for excuses whose day has come. It looks at what is kept, not at the day on which it runs, so a day on which
 * the program stood still is made up for by the first run after it.
 */
export const applyExcusesJob = defineJob({
  name: 'return.excuses_due',
  payload: z.object({}),
  cron: '* * * * *',
  retries: 0,
  run: applyExcuses,
})
