import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { compareAnswers, countMoved } from './actions.ts'

/** Every minute, so that a page of findings has little to work out. */
export const countMovedJob = defineJob({
  name: 'answers.count',
  payload: z.object({}),
  cron: '* * * * *',
  retries: 0,
  run: countMoved,
})

/** Every night, when nobody answers: that what is kept is what the returns say. */
export const compareAnswersJob = defineJob({
  name: 'answers.compare',
  payload: z.object({}),
  cron: '40 3 * * *',
  retries: 0,
  expireInSeconds: 3600,
  run: async deps => {
    await compareAnswers(deps)
  },
})
