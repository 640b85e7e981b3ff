import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { failLostRuns, failRun } from '../../platform/jobs/runs.ts'
import { draftBatches } from './draftBatchActions.ts'
import { feedbackOrder } from './orders.ts'
import { sendBatches } from './sendBatchActions.ts'
import { sendAllAgain } from './sendAllAgainActions.ts'
import { forgetFeedback, forgetWords } from './forgetActions.ts'

const DRAFT_STOPPED = 'The work stopped before its end. What was drafted is kept: choose “Draft for all” again for the rest.'
const SEND_STOPPED = 'The work stopped before its end. What was sent is sent, to nobody twice: choose “Send” again for the rest.'
const AGAIN_STOPPED = 'The work stopped before its end. What was written is written, to nobody twice: choose “Send again” for the rest.'

/** Drafts the feedback of a round, in batches. */
export const draftJob = defineJob({
  name: 'feedback.draft',
  payload: feedbackOrder,
  expireInSeconds: 3600,
  run: draftBatches,
  gaveUp: ({ db }, { runId }) => failRun(db, runId, DRAFT_STOPPED),
})

/** Sends the feedback of a round, in batches. */
export const sendJob = defineJob({
  name: 'feedback.send',
  payload: feedbackOrder,
  expireInSeconds: 3600,
  run: sendBatches,
  gaveUp: ({ db }, { runId }) => failRun(db, runId, SEND_STOPPED),
})

/** Sends the letters again that did not arrive, in batches. */
export const sendAgainJob = defineJob({
  name: 'feedback.send_again',
  payload: feedbackOrder,
  expireInSeconds: 3600,
  run: sendAllAgain,
  gaveUp: ({ db }, { runId }) => failRun(db, runId, AGAIN_STOPPED),
})

/** Looks every five minutes for work that nobody does any more, and takes away what was drafted of answers that are deleted. */
export const sweepFeedbackJob = defineJob({
  name: 'feedback.sweep',
  payload: z.object({}),
  cron: '*/5 * * * *',
  async run(deps) {
    await failLostRuns(deps.db, draftJob, DRAFT_STOPPED)
    await failLostRuns(deps.db, sendJob, SEND_STOPPED)
    await failLostRuns(deps.db, sendAgainJob, AGAIN_STOPPED)
    await forgetFeedback(deps.db)
    await forgetWords(deps.db)
  },
})
