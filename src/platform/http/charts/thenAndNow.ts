import { el, line, picture, widthOf, words, type Svg } from './svg.ts'

/** A share from 0 to 1 as it was and as it is. */
export type ThenAndNowRow = { label: string; then: number; now: number }

const NOW = '#0f5257'
const THEN = '#8a5a94'
const WIDTH = 640
const ROW = 34
const LEGEND = 30
const TICKS = [0, 20, 40, 60, 80, 100]

/** One line a row, from a ring where a share was to a dot where it is. @param names of what the ring and the dot are called */
export function thenAndNow({
  rows,
  title,
  names,
}: {
  rows: readonly ThenAndNowRow[]
  title: string
  names: { then: string; now: string }
}): Svg {
  const left = Math.ceil(Math.max(0, ...rows.map(({ label }) => widthOf(label)))) + 16
  const right = WIDTH - 20
  const bottom = LEGEND + rows.length * ROW
  const x = (share: number) => left + (right - left) * share
  const sentences = rows.map(({ label, then, now }) => `${label}: ${percent(then)} then, ${percent(now)} now.`)
  const besideNow = left + 14 + widthOf(names.then) + 30
  return picture(
    { title, description: sentences.join(' '), width: WIDTH, height: bottom + 28 },
    ring(left + 6, 9),
    words(names.then, left + 18, 14),
    dot(besideNow, 9),
    words(names.now, besideNow + 12, 14),
    ...TICKS.flatMap(tick => [
      line(x(tick / 100), LEGEND, x(tick / 100), bottom + 5),
      words(`${tick}%`, x(tick / 100), bottom + 20, { 'text-anchor': 'middle' }),
    ]),
    line(left, bottom, right, bottom),
    ...rows.flatMap(({ label, then, now }, at) => {
      const y = LEGEND + at * ROW + ROW / 2
      return [
        words(label, left - 12, y + 5, { 'text-anchor': 'end' }),
        el('line', { x1: x(then), y1: y, x2: x(now), y2: y, stroke: NOW, 'stroke-width': 3 }),
        ring(x(then), y),
        dot(x(now), y),
      ]
    }),
  )
}

const ring = (cx: number, cy: number): Svg => el('circle', { cx, cy, r: 6, fill: '#ffffff', stroke: THEN, 'stroke-width': 3 })
const dot = (cx: number, cy: number): Svg => el('circle', { cx, cy, r: 6, fill: NOW, stroke: '#ffffff', 'stroke-width': 1.5 })

const percent = (share: number): string => `${Math.round(100 * share)}%`
