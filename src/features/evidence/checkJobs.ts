import { z } from 'zod'
import { idSchema } from '../../platform/id.ts'
import { defineJob } from '../../platform/jobs/queue.ts'
import { checkFile, NotRead } from './checkActions.ts'
import { leftUnread } from './checkStore.ts'

/** Reads a file that was added for what could say who a child is. Until then the partnership cannot open it. */
export const checkFileJob = defineJob({
  name: 'evidence.check',
  payload: z.object({ partnershipId: idSchema<'partnership'>(), evidenceId: idSchema<'evidence'>() }),
  run: (deps, { partnershipId, evidenceId }) => checkFile(deps, partnershipId, evidenceId),
})

/** Longer than a job needs with all that it tries again. */
const LEFT_AFTER = 10 * 60_000
/** Not all at once: whoever adds a file now is not to wait for those of last year. */
const AT_ONCE = 30

/** Reads what was there before files were read, and what a job gave up on: a few at a time. */
export const checkLeftJob = defineJob({
  name: 'evidence.check_left',
  payload: z.object({}),
  cron: '*/5 * * * *',
  retries: 0,
  async run(deps) {
    const before = new Date(deps.now().getTime() - LEFT_AFTER)
    for (const { partnershipId, evidenceId } of await leftUnread(deps.db, { before, most: AT_ONCE })) {
      try {
        await checkFile(deps, partnershipId, evidenceId)
      } catch (error) {
        if (!(error instanceof NotRead)) throw error
        // The looker does not answer: neither would it for the next.
        break
      }
    }
  },
})
