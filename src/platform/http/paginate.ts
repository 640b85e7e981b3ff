import type { Pagination } from './components.ts'

/**
 * The links under a page of a list: first, last, and those beside the current one.
 *
 * @param page counted from 1; one past the end counts as the last
 * @param total how many there are in the whole list
 * @param noun what they are: "returns" gives "Showing 51 to 100 of 118 returns"
 * @param href the address of a page of the list
 */
export function paginate({
  page,
  pageSize,
  total,
  noun,
  href,
}: {
  page: number
  pageSize: number
  total: number
  noun: string
  href: (page: number) => string
}): Pagination {
  const last = Math.max(1, Math.ceil(total / pageSize))
  const current = Math.min(Math.max(1, page), last)
  const shown = shownPages(current, last)
  return {
    label: `Pages of ${noun}`,
    summary: summaryOf(current, pageSize, total, noun),
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

/** A gap of a single page is filled by that page: an ellipsis would take as much room. */
function shownPages(current: number, last: number): number[] {
  const near = [current - 1, current, current + 1]
  if (current === 4) near.push(2)
  if (current === last - 3) near.push(last - 1)
  const pages = new Set([1, ...near, last].filter(page => page >= 1 && page <= last))
  return [...pages].sort((a, b) => a - b)
}

function summaryOf(current: number, pageSize: number, total: number, noun: string): string {
  if (total === 0) return `No ${noun}`
  const number = new Intl.NumberFormat('en-GB')
  const from = (current - 1) * pageSize + 1
  const to = Math.min(current * pageSize, total)
  if (from === 1 && to === total) return `Showing all ${number.format(total)} ${noun}`
  return `Showing ${number.format(from)} to ${number.format(to)} of ${number.format(total)} ${noun}`
}
