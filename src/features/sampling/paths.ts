/** The establishment in a sample that something is done to. */
export type MemberPath = { roundId: number; sampleId: number; memberId: number }

export const samplesHref = (roundId: number): string => `/rounds/${roundId}/samples`
export const sampleHref = (roundId: number, sampleId: number): string => `${samplesHref(roundId)}/${sampleId}`
export const memberHref = ({ roundId, sampleId, memberId }: MemberPath): string => `${sampleHref(roundId, sampleId)}/members/${memberId}`
