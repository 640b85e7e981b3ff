import type { Id } from '../../platform/id.ts'
import { filterQuery, type CommentFilter } from './filter.ts'

export const codingHref = (roundId: Id<'round'>): string => `/rounds/${roundId}/coding`
export const commentsHref = (roundId: Id<'round'>, filter: Partial<CommentFilter>, page = 1): string =>
  `${codingHref(roundId)}${filterQuery(filter, page)}`
export const commentHref = (roundId: Id<'round'>, id: Id<'comment'>): string => `${codingHref(roundId)}/comments/${id}`
export const themesHref = (roundId: Id<'round'>): string => `${codingHref(roundId)}/themes`
export const themeHref = (roundId: Id<'round'>, id: Id<'commentTheme'>): string => `${themesHref(roundId)}/${id}`
/** The returns behind a number. */
export const returnsHref = (
  roundId: Id<'round'>,
  { themeId, section, phase }: Partial<Pick<CommentFilter, 'themeId' | 'section' | 'phase'>>,
  page = 1,
): string => `${codingHref(roundId)}/returns${filterQuery({ themeId, section: section ?? '', phase: phase ?? '' }, page)}`
export const quotationsHref = (roundId: Id<'round'>): string => `${codingHref(roundId)}/quotations`
export const quotationHref = (roundId: Id<'round'>, id: Id<'quotation'>): string => `${quotationsHref(roundId)}/${id}`
