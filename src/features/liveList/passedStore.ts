import { row, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'

/**
 * What changes how the returns of a round stand while nobody does anything: the day in London, by which contacts hold their roles, and the
 * last due date that has passed, after which no other return became overdue.
 */
export async function timePassed(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
): Promise<{ today: string; lastDue: string | null }> {
  const passed = await row<{ today: string; lastDue: string | null }>(
    db,
    `select ${LONDON_TODAY_SQL} as today, (select max(due_at)::text from returns
       where partnership_id = :partnershipId and round_id = :roundId and due_at < now()) as "lastDue"`,
    { partnershipId, roundId },
  )
  if (!passed) throw new Error('the database did not say what time it is')
  return passed
}
