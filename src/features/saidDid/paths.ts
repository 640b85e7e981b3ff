import type { Id } from '../../platform/id.ts'

export const saidDidHref = (roundId: Id<'round'>): string => `/rounds/${roundId}/said-did`
export const answersHref = (roundId: Id<'round'>, themeId: Id<'theme'>): string => `${saidDidHref(roundId)}/themes/${themeId}/answers`
