import { inTransaction, type Db } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { lostLinkJob } from './jobs.ts'
import type { LostLinkOrder } from './orders.ts'

/** Has a link sent to whoever is registered. A job looks them up, so that the page answers in the same time whoever they are. */
export function orderLink(db: Db, order: LostLinkOrder): Promise<void> {
  return inTransaction(db, async trx => {
    await enqueue(trx, lostLinkJob, order)
  })
}
