import { defineJob, type AnyJob } from '../../platform/jobs/queue.ts'
import { LANES, type Lane } from '../../platform/mail/index.ts'
import { sendMessage, type LookAgain } from './actions.ts'
import { SEND } from './lanes.ts'

/**
 * How many at a time. A worker waits for the last of those that it took together, so there are more than the driver lets speak to the
 * server at once: where some get no answer, the others are enough to use every connection.
 */
const WORKERS: Record<Lane, { count: number; each: number }> = {
  soon: { count: 3, each: 2 },
  bulk: { count: 8, each: 4 },
  slow: { count: 2, each: 2 },
}

/**
 * The jobs that send the messages of the outbox, one for each way. What fails for now is tried again on the slow one, where it holds up
 * only others that have failed.
 *
 * @param lookAgain what is asked of each message as it leaves; handed in, because it knows of returns and links, which stand above
 */
export const sendMessageJobs = (lookAgain: LookAgain): AnyJob[] =>
  LANES.map(lane =>
    defineJob({
      ...SEND[lane],
      retries: 8,
      workers: WORKERS[lane],
      run: (deps, { partnershipId, messageId }) => sendMessage(deps, lookAgain, lane, partnershipId, messageId),
    }),
  )
