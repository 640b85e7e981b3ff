import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { remindLeads } from './reminderActions.ts'

/** Writes every morning to whoever leads an action that is due soon. A day on which the program stood still is made up for by the next. */
export const remindLeadsJob = defineJob({
  name: 'action.remind_leads',
  payload: z.object({}),
  cron: '20 8 * * *',
  retries: 0,
  async run(deps) {
    await remindLeads(deps)
  },
})
