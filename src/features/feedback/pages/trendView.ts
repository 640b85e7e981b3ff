import { thenAndNow } from '../../../platform/http/charts/thenAndNow.ts'
import type { ChartFigure, DataTable } from '../../../platform/http/components.ts'
import { shortened } from '../../../platform/say.ts'
import { totalOf, trendOf, type RatedShare, type YearOfRatings } from '../trend.ts'

const HEADING = 'How your own ratings have changed'

/** The own ratings of an establishment through the years, as a plot with its table; of one year alone, as a table. @param years the earliest first */
export function trendView(years: readonly YearOfRatings[]): { line: string; chart: ChartFigure | null; table: DataTable | null } {
  const lines = trendOf(years)
  const table = trendTable(years, lines)
  if (lines.length === 0) return { line: 'Nothing in this return was rated.', chart: null, table: null }
  const before = years.at(-2)
  if (!before) return { line: `We have no earlier return of yours to compare with. ${COUNTED}`, chart: null, table }
  const rows = lines.flatMap(({ title, shares }) => {
    const [then, now] = shares.slice(-2)
    return then && now ? [{ label: shortened(title, 34), then: then.n / then.of, now: now.n / now.of }] : []
  })
  const line = `${COUNTED} Where the questions of a section changed between the years, so did what is counted.`
  if (rows.length === 0) return { line, chart: null, table }
  const names = { then: 'The earlier return', now: 'This return' }
  const summary = `Share of your ratings that are in place, in “${before.round}” and in “${years.at(-1)?.round ?? ''}”.`
  const svg = thenAndNow({ title: HEADING, names, rows })
  return { line, chart: { id: 'trend', heading: HEADING, summary, svg, table }, table: null }
}

const COUNTED = 'Of each section we count the ratings that you gave and that apply, and how many of them are in place.'

function trendTable(years: readonly YearOfRatings[], lines: ReturnType<typeof trendOf>): DataTable {
  return {
    id: 'trend-figures',
    caption: 'Your own ratings that are in place, by section',
    columns: [{ text: 'Section' }, ...years.map(({ round }) => ({ text: round, numeric: true }))],
    rows: lines.map(({ title, shares }) => [{ text: title }, ...shares.map(share => ({ text: sayShare(share), numeric: true }))]),
    footer: [{ text: 'All sections' }, ...years.map(year => ({ text: sayShare(totalOf(year)), numeric: true }))],
    compact: true,
  }
}

/** "12 of 15 (80%)". */
const sayShare = (share: RatedShare | null): string =>
  share === null ? 'Not rated' : `${share.n} of ${share.of} (${Math.round((100 * share.n) / share.of)}%)`
