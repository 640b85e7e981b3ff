import { remindOfPlansJob, reminding } from './features/actionPlan/index.ts'
import { remindLeadsJob, whatActionLettersHoldNoMore } from './features/actions/index.ts'
import { takeUpCommentsJob } from './features/coding/index.ts'
import { whatHoldsNoMore } from './features/correspondence/index.ts'
import { countMovedJob } from './features/counting/index.ts'
import { compareFiguresJob } from './features/dashboard/index.ts'
import { sweepTriesJob } from './features/accounts/index.ts'
import { evidenceJobs } from './features/evidence/index.ts'
import { buildExportJob, sweepExportsJob } from './features/exports/index.ts'
import {
  draftJob as draftFeedbackJob,
  sendAgainJob as sendFeedbackAgainJob,
  sendJob as sendFeedbackJob,
  sweepFeedbackJob,
} from './features/feedback/index.ts'
import { countFindingsJob } from './features/findings/index.ts'
import { applyExcusesJob } from './features/handling/index.ts'
import { forgetAddressLinksJob, issueRoundJob, lostLinkJob, resendRoundJob, sweepRunsJob } from './features/issuing/index.ts'
import { buildReportJob, sweepReportsJob } from './features/reports/index.ts'
import { sendMessageJobs, sweepMessagesJob, type LookAgain } from './features/messages/index.ts'
import { forgetUnsentJob } from './features/answering/index.ts'
import { signingJobs } from './features/signing/index.ts'
import { forgetting } from './features/sheetImports/index.ts'
import { forgetWorkbooksJob } from './features/workbooks/index.ts'
import type { AnyJob } from './platform/jobs/queue.ts'

/** What is asked of each letter as it leaves: of those about returns, and of those about actions, the partnership's and an establishment's. */
const lookAgain: LookAgain = async (...asked) =>
  new Map([
    ...(await whatHoldsNoMore(...asked)),
    ...(await whatActionLettersHoldNoMore(...asked)),
    ...(await reminding.whatPlanLettersHoldNoMore(...asked)),
  ])

/** Every job of the program, feature by feature. */
export const jobs: readonly AnyJob[] = [
  ...sendMessageJobs(lookAgain),
  sweepMessagesJob,
  issueRoundJob,
  resendRoundJob,
  lostLinkJob,
  sweepRunsJob,
  forgetAddressLinksJob,
  ...evidenceJobs,
  buildExportJob,
  sweepExportsJob,
  buildReportJob,
  sweepReportsJob,
  sweepTriesJob,
  applyExcusesJob,
  countMovedJob,
  takeUpCommentsJob,
  countFindingsJob,
  compareFiguresJob,
  remindLeadsJob,
  remindOfPlansJob,
  draftFeedbackJob,
  sendFeedbackJob,
  sendFeedbackAgainJob,
  sweepFeedbackJob,
  forgetUnsentJob,
  ...signingJobs,
  forgetWorkbooksJob,
  forgetting.forgetSheetsJob,
]
