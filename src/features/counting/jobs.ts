import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { countMoved } from './actions.ts'

/** Every minute, so that a page of findings has little to work out. */
export const countMovedJob = defineJob({
  name: 'answers.count',
  payload: z.object({}),
  cron: '* * * * *',
  retries: 0,
  run: countMoved,
})
