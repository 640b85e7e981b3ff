import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ContributorActor, StaffActor } from '../history/index.ts'
import { sections } from '../returns/index.ts'

/** Somebody has read who chose their own text over theirs: what they were told up to here, and nothing that came since. */
export const dismissTold = (
  db: Db,
  actor: ContributorActor | StaffActor,
  { returnId, upTo }: { returnId: Id<'return'>; upTo: Id<'chosenOver'> },
): Promise<void> =>
  sections.markSeen(
    db,
    { partnershipId: actor.partnershipId, returnId, upTo },
    { contributorId: actor.kind === 'contributor' ? actor.contributorId : null, byName: actor.name },
  )
