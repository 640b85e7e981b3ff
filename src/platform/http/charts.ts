import { chartSvg, INK, QUIET } from './chartSvg.ts'

export type DayTotal = { date: string; cumulative: number }
export type BarRow = { label: string; parts: readonly { key: string; label: string; count: number }[] }

const BRAND = '#0f5257'
const DUE = '#9a5b00'
/** From done to not begun, told apart by lightness as well as by hue; the second value is the ink that is read on it. */
const SHADES = [
  { fill: '#0f5257', ink: '#ffffff' },
  { fill: '#63aca5', ink: INK },
  { fill: '#f3c583', ink: INK },
  { fill: '#d3dcdc', ink: INK },
  { fill: '#8a5a94', ink: '#ffffff' },
  { fill: '#b9c96a', ink: INK },
]
const WIDTH = 640
/** A count is written inside its part of a bar where this share of the bar's length leaves room for it. */
const ROOM_FOR_COUNT = 0.055

/**
 * Returns received, day by day, against the due date and the number issued.
 *
 * @param days ISO dates in order, each with the number received by its end
 * @param due the ISO date on which returns are due
 * @param issued how many were asked
 */
export function responsesOverTime({ days, due, issued }: { days: readonly DayTotal[]; due: string; issued: number }): Promise<string> {
  const last = days.at(-1)
  const byDue = days.findLast(day => day.date <= due)?.cumulative ?? 0
  const description =
    last === undefined
      ? `No returns of ${issued} have been received. They are due on ${longDate(due)}.`
      : `${last.cumulative} of ${issued} returns had been received by ${longDate(last.date)}; ${byDue} of them by the due date, ${longDate(due)}.`
  const x = {
    field: 'at',
    type: 'temporal',
    scale: { type: 'utc' },
    axis: { title: null, format: '%-d %b', grid: false, tickCount: 8, labelOverlap: true },
  } as const
  const y = {
    field: 'received',
    type: 'quantitative',
    scale: { domainMin: 0, domainMax: Math.max(issued, last?.cumulative ?? 0, 1) },
    axis: { title: 'Returns received', tickMinStep: 1 },
  } as const
  return chartSvg(
    {
      width: WIDTH,
      height: 300,
      autosize: { type: 'fit', contains: 'padding' },
      layer: [
        {
          data: { values: days.map(day => ({ at: Date.parse(day.date), received: day.cumulative })) },
          mark: { type: 'area', interpolate: 'step-after', color: BRAND, opacity: 0.16, line: { color: BRAND, strokeWidth: 3 } },
          encoding: { x, y },
        },
        {
          data: { values: [{ received: issued, words: `${issued} issued` }] },
          layer: [
            { mark: { type: 'rule', color: QUIET, strokeDash: [2, 4] }, encoding: { y } },
            {
              mark: { type: 'text', align: 'left', baseline: 'bottom', dy: -4, x: 4, color: QUIET },
              encoding: { y, text: { field: 'words' } },
            },
          ],
        },
        {
          data: { values: [{ at: Date.parse(due), words: `Due ${shortDate(due)}` }] },
          layer: [
            { mark: { type: 'rule', color: DUE, strokeWidth: 2, strokeDash: [6, 4] }, encoding: { x } },
            {
              mark: { type: 'text', align: 'right', baseline: 'bottom', dx: -6, y: { expr: 'height - 6' }, color: DUE, fontWeight: 'bold' },
              encoding: { x, text: { field: 'words' } },
            },
          ],
        },
      ],
    },
    { title: 'Returns received over time, against the due date', description },
  )
}

/**
 * One bar a row, each as long as the others and divided by share, with the counts written in: progress by phase.
 * Every row names the same parts in the same order.
 */
export function stackedBars({ rows, title }: { rows: readonly BarRow[]; title?: string }): Promise<string> {
  const parts = rows[0]?.parts ?? []
  const sentences = rows.map(row => `${row.label}: ${row.parts.map(part => `${part.count} ${part.label.toLowerCase()}`).join(', ')}.`)
  const values = rows.flatMap(row => barValues(row))
  const y = {
    field: 'row',
    type: 'nominal',
    sort: null,
    axis: { title: null, labelLimit: 0, domain: false, ticks: false, labelPadding: 8 },
  } as const
  const x = { field: 'count', type: 'quantitative', stack: 'normalize' } as const
  const order = { field: 'at', type: 'quantitative' } as const
  return chartSvg(
    {
      width: WIDTH,
      height: { step: 40 },
      autosize: { type: 'fit-x', contains: 'padding' },
      data: { values },
      layer: [
        {
          mark: { type: 'bar', height: 28, stroke: '#ffffff', strokeWidth: 1.5 },
          encoding: {
            y,
            x: { ...x, axis: { title: null, format: '.0%', grid: true, tickCount: 5 } },
            order,
            color: {
              field: 'part',
              type: 'nominal',
              sort: null,
              scale: { domain: parts.map(part => part.label), range: parts.map((_, at) => shade(at).fill) },
              legend: { orient: 'top', title: null, columns: 3, labelLimit: 0 },
            },
          },
        },
        {
          mark: { type: 'text', baseline: 'middle' },
          encoding: {
            y,
            x: { ...x, bandPosition: 0.5 },
            order,
            detail: { field: 'part' },
            text: { field: 'words' },
            color: { field: 'ink', type: 'nominal', scale: null },
          },
        },
      ],
    },
    { title: title ?? 'Progress by phase', description: sentences.join(' ') },
  )
}

function barValues(row: BarRow): object[] {
  const total = row.parts.reduce((sum, part) => sum + part.count, 0)
  return row.parts.map((part, at) => ({
    row: `${row.label} (${total})`,
    part: part.label,
    at,
    count: part.count,
    words: total > 0 && part.count / total >= ROOM_FOR_COUNT ? String(part.count) : '',
    ink: shade(at).ink,
  }))
}

const shade = (at: number): { fill: string; ink: string } => SHADES[at % SHADES.length] ?? { fill: BRAND, ink: '#ffffff' }
const longDate = (date: string): string => inEnglish(date, { day: 'numeric', month: 'long', year: 'numeric' })
const shortDate = (date: string): string => inEnglish(date, { day: 'numeric', month: 'long' })
const inEnglish = (date: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(new Date(date))
