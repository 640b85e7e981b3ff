import { checkFileJob, checkLeftJob } from './checkJobs.ts'
import { sweepOrphansJob } from './jobs.ts'
import { retentionJob } from './retentionJobs.ts'

/** What the program does with files outside requests: it reads those that were added, and clears up at night. */
export const evidenceJobs = [checkFileJob, checkLeftJob, sweepOrphansJob, retentionJob] as const
