import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { officeActorSchema } from '../history/index.ts'
import { issueBatches } from './actions.ts'

/** Issues the links of a round, in batches, and mails them. */
export const issueRoundJob = defineJob({
  name: 'invitation.issue',
  payload: z.object({
    actor: officeActorSchema,
    runId: z.number(),
    roundId: z.number(),
    returnIds: z.array(z.number()).nullable(),
    text: z.object({ subject: z.string(), body: z.string() }),
  }),
  expireInSeconds: 3600,
  run: (deps, payload) => issueBatches(deps, payload),
})
