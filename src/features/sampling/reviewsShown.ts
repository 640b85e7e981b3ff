import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { StaffActor } from '../history/index.ts'
import type { DipSample } from './store.ts'

/** What the page of a sample says of its reviews: they stand above it, and are handed to it. */
export type ReviewsShown = {
  /** On how many questions of each member somebody has recorded a verdict; those without any are not there. */
  reviewedOf: (db: Db, partnershipId: Id<'partnership'>, sampleId: Id<'sample'>) => Promise<ReadonlyMap<Id<'member'>, number>>
  /** How many reviews are given and finished, in a sentence, and the ways to them. */
  shownOf: (
    db: Db,
    actor: StaffActor,
    sample: Pick<DipSample, 'id' | 'roundId'>,
  ) => Promise<{ line: string; links: { text: string; href: string }[] }>
}
