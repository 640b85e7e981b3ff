import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { forgetKept } from '../keptCounts/index.ts'
import { compareFigures } from './figureActions.ts'

/**
 * Every night, when nobody answers: that the figures of lists are what the returns say. What differs is logged and mended. Counts that are
 * kept are forgotten: whoever looks next has them counted, whatever a fault of the program may have missed.
 */
export const compareFiguresJob = defineJob({
  name: 'figures.compare',
  payload: z.object({}),
  cron: '40 3 * * *',
  retries: 0,
  expireInSeconds: 3600,
  run: async deps => {
    await compareFigures(deps, { partnershipId: null, all: false, mend: true })
    await forgetKept(deps.db)
  },
})
