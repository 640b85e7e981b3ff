import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { allPartnerships } from '../partnerships/index.ts'
import { remindOfPlans } from './reminderActions.ts'

/** Reminds every morning of the actions of establishments that are due. A day on which the program stood still is made up for by the next. */
export const remindOfPlansJob = defineJob({
  name: 'action_plan.remind',
  payload: z.object({}),
  cron: '40 8 * * *',
  retries: 0,
  async run(deps) {
    for (const { id } of await allPartnerships(deps.db)) await remindOfPlans(deps, id)
  },
})
