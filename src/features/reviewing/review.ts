import type { Id } from '../../platform/id.ts'
import type { Reading } from './verdict.ts'

/** That somebody reviews one member: as the first, or as the second who does not see what the first found. */
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

/** Which review of a member somebody records: that of the second where it was given to them, otherwise the first, which colleagues share. */
export const readingOf = (reviews: readonly Review[], accountId: Id<'account'> | null): Review['reading'] =>
  reviews.find(review => review.accountId === accountId)?.reading ?? 'first'

/** Whether two people review the member, and one of them is not through: until then neither sees the other's verdicts. */
export const isBlind = (reviews: readonly Review[]): boolean =>
  reviews.some(({ reading }) => reading === 'second') && reviews.some(({ finishedAt }) => finishedAt === null)
