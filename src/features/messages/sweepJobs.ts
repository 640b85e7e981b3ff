import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { sweepMessages } from './upkeepActions.ts'

/** Looks every five minutes for mail that was written and has no job to send it. */
export const sweepMessagesJob = defineJob({
  name: 'message.sweep',
  payload: z.object({}),
  cron: '*/5 * * * *',
  retries: 0,
  async run({ db, log }) {
    const queued = await sweepMessages(db)
    if (queued > 0) log.warn({ queued }, 'messages that had no job were queued again')
  },
})
