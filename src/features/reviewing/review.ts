import { type Reading } from '../verdicts/index.ts'
import type { Id } from '../../platform/id.ts'
import { roleHolds } from '../accounts/index.ts'
import type { Role } from '../history/index.ts'

/** That someone reviews one member: as the first, or as the second who does not see what the first found. */
export type Review = {
  id: Id<'review'>
  memberId: Id<'member'>
  reading: Exclude<Reading, 'moderated'>
  accountId: Id<'account'>
  reviewerName: string
  givenBy: string
  givenAt: Date
  finishedAt: Date | null
  version: number
}

/** A review with what has become of its reviewer's account. */
export type HeldReview = Review & { disabled: boolean; role: Role }

/** Which review of a member someone records: that of the second where it was given to them, otherwise the first, which colleagues share. */
export const readingOf = (reviews: readonly Review[], accountId: Id<'account'> | null): Review['reading'] =>
  reviews.find(review => review.accountId === accountId)?.reading ?? 'first'

/**
 * Whether two people are to review the member, and they are not both through: until then neither sees the other's verdicts. Where nobody
 * reviews it as the first, nobody has finished that.
 */
export const isBlind = (reviews: readonly Review[]): boolean =>
  isReadTwice(reviews) && (['first', 'second'] as const).some(reading => !reviews.find(review => review.reading === reading)?.finishedAt)

export const isReadTwice = (reviews: readonly Pick<Review, 'reading'>[]): boolean => reviews.some(({ reading }) => reading === 'second')

/** Why a review that was given does not go on by itself: its reviewer has no account any more, or may not review. Blank when it does. */
export function whyStranded({ disabled, role, reviewerName }: HeldReview): string {
  if (disabled) return `${reviewerName} has no account any more: give it to someone else.`
  return roleHolds(role, 'review.record') ? '' : `${reviewerName} may not review any more: give it to someone else.`
}

export const READER_WORDS: Record<Review['reading'], string> = { first: 'First reviewer', second: 'Second reviewer' }
