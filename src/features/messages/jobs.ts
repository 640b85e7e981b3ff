import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { sendMessage } from './actions.ts'

/** Sends one message of the outbox. */
export const sendMessageJob = defineJob({
  name: 'message.send',
  payload: z.object({ partnershipId: z.number(), messageId: z.number() }),
  retries: 8,
  run: (deps, { partnershipId, messageId }) => sendMessage(deps, partnershipId, messageId),
})
