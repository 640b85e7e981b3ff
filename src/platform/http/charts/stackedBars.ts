import { el, FONT_SIZE, INK, line, picture, widthOf, words, type Svg } from './svg.ts'

type Part = { key: string; label: string; count: number }
export type BarRow = { label: string; parts: readonly Part[] }

/** From done to not begun, told apart by lightness as well as by hue; the second value is the ink that is read on it. */
const SHADES = [
  { fill: '#0f5257', ink: '#ffffff' },
  { fill: '#63aca5', ink: INK },
  { fill: '#f3c583', ink: INK },
  { fill: '#d3dcdc', ink: INK },
  { fill: '#8a5a94', ink: '#ffffff' },
  { fill: '#b9c96a', ink: INK },
] as const
const WIDTH = 640
const ROW = 40
const BAR = 28
const LEGEND_ROW = 22
/** A count is written inside its part of a bar where this share of the bar's length leaves room for it. */
const ROOM_FOR_COUNT = 0.055

/** Where the bars stand. */
type Plot = { left: number; right: number; top: number; bottom: number }

/**
 * One bar a row, each as long as the others and divided by share, with the counts written in: progress by phase.
 * Every row names the same parts in the same order.
 */
export function stackedBars({ rows, title }: { rows: readonly BarRow[]; title?: string }): Svg {
  const names = rows.map(row => `${row.label} (${totalOf(row)})`)
  const left = Math.ceil(Math.max(0, ...names.map(widthOf))) + 8
  const legend = legendOf(rows[0]?.parts ?? [], left)
  const top = legend.height
  const plot = { left, right: WIDTH - 14, top, bottom: top + rows.length * ROW }
  const sentences = rows.map(row => `${row.label}: ${row.parts.map(part => `${part.count} ${part.label.toLowerCase()}`).join(', ')}.`)
  return picture(
    { title: title ?? 'Progress by phase', description: sentences.join(' '), width: WIDTH, height: plot.bottom + 28 },
    ...legend.drawn,
    ...shareAxis(plot),
    ...rows.flatMap((row, at) => barOf(row, names[at] ?? '', plot, top + at * ROW)),
  )
}

const totalOf = (row: BarRow): number => row.parts.reduce((sum, part) => sum + part.count, 0)
const shade = (at: number): (typeof SHADES)[number] => SHADES[at % SHADES.length] ?? SHADES[0]

/** What each shade means, over as many lines as it takes. */
function legendOf(parts: readonly Part[], left: number): { drawn: Svg[]; height: number } {
  let x = left
  let y = 0
  const drawn = parts.flatMap(({ label }, at) => {
    const width = FONT_SIZE + 6 + widthOf(label) + 14
    if (x > left && x + width > WIDTH) [x, y] = [left, y + LEGEND_ROW]
    const square = el('rect', { x, y: y + 2, width: FONT_SIZE, height: FONT_SIZE, fill: shade(at).fill })
    const text = words(label, x + FONT_SIZE + 6, y + FONT_SIZE)
    x += width
    return [square, text]
  })
  return { drawn, height: parts.length === 0 ? 0 : y + LEGEND_ROW + 10 }
}

function shareAxis({ left, right, top, bottom }: Plot): Svg[] {
  const ticks = [0, 20, 40, 60, 80, 100].flatMap(share => {
    const x = left + ((right - left) * share) / 100
    const anchor = share === 0 ? 'start' : share === 100 ? 'end' : 'middle'
    return [line(x, top, x, bottom + 5), words(`${share}%`, x, bottom + 20, { 'text-anchor': anchor })]
  })
  return [...ticks, line(left, bottom, right, bottom)]
}

function barOf(row: BarRow, name: string, { left, right }: Plot, top: number): Svg[] {
  const total = totalOf(row)
  const middle = top + ROW / 2 + 5
  let x = left
  const bars = row.parts.flatMap(({ count }, at) => {
    if (count === 0) return []
    const width = ((right - left) * count) / total
    const begin = x
    x += width
    const { fill, ink } = shade(at)
    const bar = el('rect', { x: begin, y: top + (ROW - BAR) / 2, width, height: BAR, fill, stroke: '#ffffff', 'stroke-width': 1.5 })
    if (count / total < ROOM_FOR_COUNT) return [bar]
    return [bar, words(String(count), begin + width / 2, middle, { 'text-anchor': 'middle', fill: ink })]
  })
  return [words(name, left - 8, middle, { 'text-anchor': 'end' }), ...bars]
}
