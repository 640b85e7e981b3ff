import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { takeUpMoved } from './readyActions.ts'

/** Takes up every minute what schools wrote since, so that a page of comments finds little to do. */
export const takeUpCommentsJob = defineJob({
  name: 'coding.take_up',
  payload: z.object({}),
  cron: '* * * * *',
  retries: 0,
  run: takeUpMoved,
})
