import type { Id } from '../../platform/id.ts'

/** The establishment in a sample that something is done to. */
export type MemberPath = { roundId: Id<'round'>; sampleId: Id<'sample'>; memberId: Id<'member'> }

export const samplesHref = (roundId: Id<'round'>): string => `/rounds/${roundId}/samples`
export const sampleHref = (roundId: Id<'round'>, sampleId: Id<'sample'>): string => `${samplesHref(roundId)}/${sampleId}`
/** Pages of reviewing, to which those of sampling lead. */
export const selfRatingsHref = (roundId: Id<'round'>): string => `/rounds/${roundId}/self-ratings`
export const memberHref = ({ roundId, sampleId, memberId }: MemberPath): string => `${sampleHref(roundId, sampleId)}/members/${memberId}`

/** Where it is written what reviewers look for: a page of `reviewing`. */
export const RUBRICS_HREF = '/reviews/rubrics'
