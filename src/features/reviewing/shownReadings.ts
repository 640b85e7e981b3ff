import { sayCount } from '../../platform/say.ts'
import { roleHolds } from '../accounts/index.ts'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { StaffActor } from '../history/index.ts'
import { sampleHref } from '../sampling/index.ts'
import { disagreementsOf } from './disagreementReadings.ts'
import type { HeldReview } from './review.ts'

/** What the page of a sample says of its reviews: how many are given and finished, in a sentence, and the ways to them. */
export async function reviewsShown(
  db: Db,
  { partnershipId, role }: StaffActor,
  { id, roundId }: { id: Id<'sample'>; roundId: Id<'round'> },
): Promise<{ line: string; links: { text: string; href: string }[] }> {
  const { differing, readTwice, reviews } = await disagreementsOf(db, partnershipId, id)
  const here = sampleHref(roundId, id)
  const open = differing.filter(({ how }) => how === 'open').length
  const manages = roleHolds(role, 'sample.manage')
  return {
    line: sayReviews(reviews, readTwice),
    links: [
      ...(manages ? [{ text: reviews.length === 0 ? 'Share out the reviews' : 'Who reviews what', href: `${here}/reviewers` }] : []),
      ...(readTwice > 0
        ? [
            {
              text: open === 0 ? 'What the reviewers differed about' : `${sayCount(open, 'disagreement')} to settle`,
              href: `${here}/disagreements`,
            },
            { text: 'How far the reviewers agree', href: `${here}/agreement` },
          ]
        : []),
    ],
  }
}

function sayReviews(reviews: readonly HeldReview[], readTwice: number): string {
  if (reviews.length === 0) return 'The reviews are not shared out: anyone who reviews may record verdicts.'
  const finished = reviews.filter(({ finishedAt }) => finishedAt !== null).length
  const first = reviews.length - readTwice
  return `${sayCount(first, 'review')} ${first === 1 ? 'is' : 'are'} given to a reviewer, and ${readTwice} to a second one; ${finished} of these ${reviews.length} ${finished === 1 ? 'is' : 'are'} finished.`
}
