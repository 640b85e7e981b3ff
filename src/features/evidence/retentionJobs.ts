import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { program } from '../history/index.ts'
import { allPartnerships } from '../partnerships/index.ts'
import { applyRetention } from './retentionActions.ts'

/** Deletes every night what each partnership keeps no longer. One that fails holds up no other. */
export const retentionJob = defineJob({
  name: 'retention.apply',
  payload: z.object({}),
  cron: '10 3 * * *',
  async run(deps) {
    for (const { id, code } of await allPartnerships(deps.db)) {
      try {
        const gone = await applyRetention(deps, program(id))
        if (Object.values(gone).some(count => count > 0))
          deps.log.info({ partnership: code, ...gone }, 'what is kept no longer was deleted')
      } catch (error) {
        deps.log.error({ err: error, partnership: code }, 'what is kept no longer could not be deleted: it is tried again tomorrow')
      }
    }
  },
})
