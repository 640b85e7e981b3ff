import { defineJob } from '../../platform/jobs/queue.ts'
import { buildExport } from './buildActions.ts'
import { exportOrder } from './schemas.ts'

/** Writes the file of an export and puts it into the store. A worker that dies over it is followed by another. */
export const buildExportJob = defineJob({
  name: 'export.build',
  payload: exportOrder,
  retries: 3,
  expireInSeconds: 4 * 3600,
  run: buildExport,
})
