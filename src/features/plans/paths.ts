import type { Id } from '../../platform/id.ts'

export const planHref = (id: Id<'plan'>): string => `/plans/${id}`
