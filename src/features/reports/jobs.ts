import { defineJob } from '../../platform/jobs/queue.ts'
import { buildReport } from './buildActions.ts'
import { BUILD } from './schemas.ts'

/** Reads a round, composes its report and writes the Word file. A worker that dies over it is followed by another. */
export const buildReportJob = defineJob({ ...BUILD, retries: 3, expireInSeconds: 3600, run: buildReport })
