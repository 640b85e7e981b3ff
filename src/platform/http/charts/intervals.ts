import { el, line, picture, widthOf, words, type Svg } from './svg.ts'

/** A share from 0 to 1 with the interval that it most likely lies in. */
export type IntervalRow = { label: string; value: number; low: number; high: number }

const BRAND = '#0f5257'
const WIDTH = 640
const ROW = 34
const TICKS = [0, 20, 40, 60, 80, 100]

/** One line a row, from the lowest to the highest that a share can well be, with a dot where it was found. */
export function intervals({ rows, title }: { rows: readonly IntervalRow[]; title: string }): Svg {
  const left = Math.ceil(Math.max(0, ...rows.map(({ label }) => widthOf(label)))) + 16
  const right = WIDTH - 20
  const bottom = rows.length * ROW
  const x = (share: number) => left + (right - left) * share
  const sentences = rows.map(
    ({ label, value, low, high }) => `${label}: ${percent(value)}, most likely between ${percent(low)} and ${percent(high)}.`,
  )
  return picture(
    { title, description: sentences.join(' '), width: WIDTH, height: bottom + 28 },
    ...TICKS.flatMap(tick => [
      line(x(tick / 100), 0, x(tick / 100), bottom + 5),
      words(`${tick}%`, x(tick / 100), bottom + 20, { 'text-anchor': 'middle' }),
    ]),
    line(left, bottom, right, bottom),
    ...rows.flatMap(({ label, value, low, high }, at) => {
      const y = at * ROW + ROW / 2
      return [
        words(label, left - 12, y + 5, { 'text-anchor': 'end' }),
        el('line', { x1: x(low), y1: y, x2: x(high), y2: y, stroke: BRAND, 'stroke-width': 3 }),
        ...[low, high].map(end => el('line', { x1: x(end), y1: y - 6, x2: x(end), y2: y + 6, stroke: BRAND, 'stroke-width': 2 })),
        el('circle', { cx: x(value), cy: y, r: 6, fill: BRAND, stroke: '#ffffff', 'stroke-width': 1.5 }),
      ]
    }),
  )
}

const percent = (share: number): string => `${Math.round(100 * share)}%`
