import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { forgetCells } from './store.ts'

/** Forgets, each night, the cells of workbooks that were imported, or that nobody imported in time. */
export const forgetSheetsJob = defineJob({
  name: 'sheetImports.forget',
  payload: z.object({}),
  cron: '50 2 * * *',
  async run({ db }) {
    await forgetCells(db)
  },
})
