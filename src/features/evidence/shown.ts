import type { Id } from '../../platform/id.ts'
import { wholeNumberIn } from '../../platform/forms/fields.ts'
import { kindOfType } from './fileKinds.ts'
import type { StoredEvidence } from './store.ts'

/** Whether a file can be looked at without downloading it. */
export const canBeShown = ({ mediaType }: Pick<StoredEvidence, 'mediaType'>): boolean => kindOfType(mediaType)?.shownAs !== undefined

/** How many points wide a page is drawn: as wide as our pages, or so large that small print can be read. */
export const WIDTHS = { fit: 1000, larger: 1600 } as const
export type ShownSize = keyof typeof WIDTHS

/** A page of a document, as addresses name it; alone, where it stands in a frame of another page of ours. */
export type ShownAt = { page: number; size: ShownSize; isFramed?: boolean }

const FIRST: ShownAt = { page: 1, size: 'fit' }

/** No document that is shown has more: a PDF with more ends with this page. */
const MOST_PAGES = 100_000

/** The page that an address names; undefined when it is none. */
export const pageIn = (given: unknown): number | undefined => {
  const page = wholeNumberIn(given, MOST_PAGES)
  return page === 0 ? undefined : page
}

export const sizeIn = (given: unknown): ShownSize => (given === 'larger' ? 'larger' : 'fit')

/** Where staff download a document of a return. */
export const fileHref = (returnId: Id<'return'>, id: Id<'evidence'>): string => `/returns/${returnId}/evidence/${id}`

/** Where staff look at a document of a return, page by page. */
export function viewHref(returnId: Id<'return'>, id: Id<'evidence'>, { page, size, isFramed = false }: ShownAt = FIRST): string {
  const query = [
    ...(page === 1 ? [] : [`page=${page}`]),
    ...(size === 'fit' ? [] : [`size=${size}`]),
    ...(isFramed ? ['frame=1'] : []),
  ].join('&')
  return `${fileHref(returnId, id)}/view${query === '' ? '' : `?${query}`}`
}

/** Where the picture of one of its pages is. */
export const pictureHref = (returnId: Id<'return'>, id: Id<'evidence'>, { page, size }: ShownAt = FIRST): string =>
  `${fileHref(returnId, id)}/pages/${page}${size === 'fit' ? '' : `?size=${size}`}`
