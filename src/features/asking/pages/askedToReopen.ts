import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { sayInstant } from '../../../platform/london.ts'
import { askedAbout } from '../waitingActions.ts'

/** Why an establishment wants its return opened again, beside the form that opens it. */
export type AskedToReopen = { line: string; reason: string; link: { text: string; href: string } }

/** What waits for an answer of those who asked to open a return again; nothing where nobody did, or where it was answered. */
export async function askedToReopen(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<AskedToReopen[]> {
  return (await askedAbout(db, partnershipId, returnId))
    .filter(({ kind, waits }) => kind === 'reopen' && waits)
    .map(({ id, byName, askedAt, reason }) => ({
      line: `${byName} asked at ${sayInstant(askedAt)} to open the return again, and gave this reason:`,
      reason,
      link: { text: 'See the request', href: `/returns/${returnId}/requests/${id}` },
    }))
}
