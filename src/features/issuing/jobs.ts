import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { failLostRuns, failRun } from '../../platform/jobs/runs.ts'
import { deleteOldAddressLinks } from './addressLinkStore.ts'
import { issueBatches } from './issueBatchActions.ts'
import { askForLink, sendLinks } from './lostLinkActions.ts'
import { resendBatches } from './resendBatchActions.ts'
import { issueOrder, lostLinkOrder, resendOrder } from './orders.ts'

/** Issues the links of a round, in batches, and mails them. */
export const issueRoundJob = defineJob({
  name: 'invitation.issue',
  payload: issueOrder,
  expireInSeconds: 3600,
  run: issueBatches,
  gaveUp: ({ db }, { runId }) => failRun(db, runId, ISSUE_STOPPED),
})

const ISSUE_STOPPED = 'The work stopped before its end. What was issued is issued: choose “Issue audit links” again for the rest.'

/** Mails links again to many, in batches. */
export const resendRoundJob = defineJob({
  name: 'invitation.resend',
  payload: resendOrder,
  expireInSeconds: 3600,
  run: resendBatches,
  gaveUp: ({ db }, { runId }) => failRun(db, runId, RESEND_STOPPED),
})

const RESEND_STOPPED = 'The work stopped before its end. The list of mail shows who was written to.'

/** Looks every five minutes for issuing and sending that nobody does any more: a worker that is killed cannot say that it gave up. */
export const sweepRunsJob = defineJob({
  name: 'invitation.sweep',
  payload: z.object({}),
  cron: '*/5 * * * *',
  async run({ db }) {
    await failLostRuns(db, issueRoundJob, ISSUE_STOPPED)
    await failLostRuns(db, resendRoundJob, RESEND_STOPPED)
  },
})

/** Takes away, each night, the links to the returns of an address that have run out. */
export const forgetAddressLinksJob = defineJob({
  name: 'address_link.forget',
  payload: z.object({}),
  cron: '50 2 * * *',
  async run({ db }) {
    await deleteOldAddressLinks(db)
  },
})

/**
 * Sends a link to whoever is registered, for somebody who lost theirs. A job, so that the page answers in the same time whether
 * there is such an establishment or not.
 */
export const lostLinkJob = defineJob({
  name: 'invitation.lost',
  payload: lostLinkOrder,
  run: (deps, lost) => ('typed' in lost ? askForLink(deps, lost.typed) : sendLinks(deps, lost.partnershipId, [lost.returnId])),
})
