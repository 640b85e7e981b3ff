import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { deleteOldWorkbooks } from './store.ts'

/** Takes away, each night, the workbooks whose sender did not confirm them. */
export const forgetWorkbooksJob = defineJob({
  name: 'workbooks.forget',
  payload: z.object({}),
  cron: '45 2 * * *',
  async run({ db }) {
    await deleteOldWorkbooks(db)
  },
})
