import { z } from 'zod'
import { defineJob } from '../../platform/jobs/queue.ts'
import { deleteOldCodes } from './codeStore.ts'

/** Takes away, each night, the codes to sign whose time is over, and the addresses to which they went. */
export const forgetCodesJob = defineJob({
  name: 'signature_codes.forget',
  payload: z.object({}),
  cron: '50 2 * * *',
  async run({ db }) {
    await deleteOldCodes(db)
  },
})
