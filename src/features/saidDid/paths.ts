import type { Id } from '../../platform/id.ts'

export const saidDidHref = (roundId: Id<'round'>): string => `/rounds/${roundId}/said-did`
