import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { failRun } from '../../platform/jobs/runs.ts'
import { issueBatches } from './issueBatches.ts'
import { askForLink, sendLinks } from './lostLinks.ts'
import { resendBatches } from './resendBatches.ts'
import { issueOrder, resendOrder } from './schemas.ts'

/** Issues the links of a round, in batches, and mails them. */
export const issueRoundJob = defineJob({
  name: 'invitation.issue',
  payload: issueOrder,
  expireInSeconds: 3600,
  run: issueBatches,
  gaveUp: ({ db }, { runId }) =>
    failRun(db, runId, 'The work stopped before its end. What was issued is issued: choose “Issue audit links” again for the rest.'),
})

/** Mails links again to many, in batches. */
export const resendRoundJob = defineJob({
  name: 'invitation.resend',
  payload: resendOrder,
  expireInSeconds: 3600,
  run: resendBatches,
  gaveUp: ({ db }, { runId }) => failRun(db, runId, 'The work stopped before its end. The list of mail shows who was written to.'),
})

/**
 * Sends a link to whoever is registered, for somebody who lost theirs. A job, so that the page answers in the same time whether
 * there is such an establishment or not.
 */
export const lostLinkJob = defineJob({
  name: 'invitation.lost',
  payload: z.union([z.object({ partnershipId: z.number(), returnId: z.number() }), z.object({ typed: z.string() })]),
  run: (deps, lost) =>
    'typed' in lost ? askForLink(deps.db, deps, lost.typed) : sendLinks(deps.db, deps, lost.partnershipId, [lost.returnId]),
})
