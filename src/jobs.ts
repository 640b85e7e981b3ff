import { sweepTriesJob } from './features/accounts/index.ts'
import { sweepOrphansJob } from './features/evidence/index.ts'
import { buildExportJob, sweepExportsJob } from './features/exports/index.ts'
import { issueRoundJob, lostLinkJob, resendRoundJob, sweepRunsJob } from './features/invitations/index.ts'
import { sendMessageJob, sweepMessagesJob } from './features/messages/index.ts'
import type { AnyJob } from './platform/jobs/queue.ts'

/** Every job of the program, feature by feature. */
export const jobs: readonly AnyJob[] = [
  sendMessageJob,
  sweepMessagesJob,
  issueRoundJob,
  resendRoundJob,
  lostLinkJob,
  sweepRunsJob,
  sweepOrphansJob,
  buildExportJob,
  sweepExportsJob,
  sweepTriesJob,
]
