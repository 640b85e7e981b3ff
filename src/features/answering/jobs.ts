import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { deleteOldUnsent } from './unsentStore.ts'

/** Takes away, each night, what was sent after a session had ended and nobody came back for. */
export const forgetUnsentJob = defineJob({
  name: 'unsent.forget',
  payload: z.object({}),
  cron: '40 2 * * *',
  async run({ db }) {
    await deleteOldUnsent(db)
  },
})
