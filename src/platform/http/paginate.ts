import { sayNumber, capitalised } from '../say.ts'
import type { Pagination } from './components.ts'

/**
 * A page of a list: `page` is counted from 1, and one past the end counts as the last; `total` is how many there are in the
 * whole list; `noun` is what one of them is called: "return" gives "Showing 51 to 100 of 118 returns".
 */
export type PageOfList = { page: number; pageSize: number; total: number; noun: string }

/**
 * The links under a page of a list: first, last, and those beside the current one.
 *
 * @param href the address of a page of the list
 */
export function paginate({ href, ...list }: PageOfList & { href: (page: number) => string }): Pagination {
  const { current, last } = whereIn(list)
  const shown = shownPages(current, last)
  return {
    label: `Pages of ${list.noun}s`,
    summary: summaryOf(list),
    previousHref: current > 1 ? href(current - 1) : undefined,
    nextHref: current < last ? href(current + 1) : undefined,
    items:
      last === 1
        ? []
        : shown.map((number, at) => ({
            number,
            href: href(number),
            current: number === current,
            gapBefore: number - (shown[at - 1] ?? 0) > 1,
          })),
  }
}

/** The title of a list that is narrowed says what was found: "Returns: 34 found", "Returns: none found". */
export const foundTitle = (title: string, total: number, isNarrowed: boolean): string =>
  isNarrowed ? `${title}: ${total === 0 ? 'none' : sayNumber(total)} found` : title

/** The caption of the table that shows a page of a list: "Returns 51 to 100 of 118". */
export function captionOf(list: PageOfList): string {
  const { total, noun } = list
  const { from, to, isAll } = rangeOf(list)
  if (isAll) return total === 1 ? `1 ${noun}` : `All ${sayNumber(total)} ${noun}s`
  const name = capitalised(noun)
  return from === to
    ? `${name} ${sayNumber(from)} of ${sayNumber(total)}`
    : `${name}s ${sayNumber(from)} to ${sayNumber(to)} of ${sayNumber(total)}`
}

function whereIn({ page, pageSize, total }: PageOfList): { current: number; last: number } {
  const last = Math.max(1, Math.ceil(total / pageSize))
  return { current: Math.min(Math.max(1, page), last), last }
}

/** A gap of a single page is filled by that page: an ellipsis would take as much room. */
function shownPages(current: number, last: number): number[] {
  const near = [current - 1, current, current + 1]
  if (current === 4) near.push(2)
  if (current === last - 3) near.push(last - 1)
  const pages = new Set([1, ...near, last].filter(page => page >= 1 && page <= last))
  return [...pages].sort((a, b) => a - b)
}

function summaryOf(list: PageOfList): string {
  const { total, noun } = list
  const { from, to, isAll } = rangeOf(list)
  if (total === 0) return `No ${noun}s`
  if (isAll) return total === 1 ? `Showing 1 ${noun}` : `Showing all ${sayNumber(total)} ${noun}s`
  if (from === to) return `Showing ${noun} ${sayNumber(from)} of ${sayNumber(total)}`
  return `Showing ${sayNumber(from)} to ${sayNumber(to)} of ${sayNumber(total)} ${noun}s`
}

function rangeOf(list: PageOfList): { from: number; to: number; isAll: boolean } {
  const { current } = whereIn(list)
  const from = (current - 1) * list.pageSize + 1
  const to = Math.min(current * list.pageSize, list.total)
  return { from, to, isAll: from === 1 && to === list.total }
}
