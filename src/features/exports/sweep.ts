import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import { defineJob } from '../../platform/jobs/queue.ts'
import { expiredFiles, forgetFiles } from './store.ts'

/** Throws away, every hour, the workbooks whose time is over: nobody can download them any more as it is. */
export const sweepExportsJob = defineJob({ name: 'export.sweep', payload: z.object({}), cron: '20 * * * *', run: sweepExports })

/** Their rows stay, to say that they were there. */
async function sweepExports({ db, files }: Deps): Promise<void> {
  const expired = await expiredFiles(db)
  for (const { key } of expired) await files.remove(key)
  await forgetFiles(
    db,
    expired.map(({ id }) => id),
  )
}
