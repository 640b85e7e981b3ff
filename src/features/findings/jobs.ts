import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { countEveryFinding } from './currentActions.ts'

/** Every night, before old answers are deleted: findings keep the numbers that they had last. */
export const countFindingsJob = defineJob({
  name: 'findings.count',
  payload: z.object({}),
  cron: '50 2 * * *',
  retries: 0,
  run: countEveryFinding,
})
