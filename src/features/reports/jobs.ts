import { defineJob } from '../../platform/jobs/queue.ts'
import { buildReport } from './buildActions.ts'
import type { QuotationsOf } from './quotations.ts'
import { BUILD } from './schemas.ts'

/**
 * Reads a round, composes its report and writes the Word file. A worker that dies over it is followed by another.
 *
 * @param quotationsOf handed in, because the features that have quotations may stand next to this one
 */
export const buildReportJob = (quotationsOf: QuotationsOf) =>
  defineJob({ ...BUILD, retries: 3, expireInSeconds: 3600, run: (deps, order) => buildReport(deps, quotationsOf, order) })
