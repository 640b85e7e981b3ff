import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { standingOf } from './request.ts'
import { requestsOf, unansweredIn, type OpenRequest } from './store.ts'

const waits = (request: OpenRequest): boolean => standingOf(request, request.auditReturn) === 'waiting'

/** What establishments of a round asked and wait for, the oldest first: what the count says and what its list shows. */
export async function waitingIn(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<OpenRequest[]> {
  return (await unansweredIn(db, partnershipId, roundId)).filter(waits)
}

/** What was asked about one return, the latest first, with whether it waits. */
export async function askedAbout(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
): Promise<(OpenRequest & { waits: boolean })[]> {
  return (await requestsOf(db, partnershipId, returnId)).map(request => ({ ...request, waits: waits(request) }))
}
