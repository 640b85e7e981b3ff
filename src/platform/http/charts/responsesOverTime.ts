import { countTicks, dayTicks, linear } from './scale.ts'
import { el, line, picture, QUIET, widthOf, words, type Svg } from './svg.ts'

export type DayTotal = { date: string; cumulative: number }
type Figures = { days: readonly DayTotal[]; due: string; expected: number }

const BRAND = '#0f5257'
const DUE = '#9a5b00'
const WIDTH = 640
const HEIGHT = 300
const PLOT = { left: 56, right: WIDTH - 24, top: 24, bottom: HEIGHT - 28 }

type Place = { x: (date: string) => number; y: (count: number) => number }

/**
 * Returns received, day by day, against the due date and the number expected.
 *
 * @param days ISO dates in order, each with the number received by its end
 * @param due the ISO date on which returns are due
 * @param expected how many are expected
 */
export function responsesOverTime(figures: Figures): Svg {
  const { days, due, expected } = figures
  const dates = [...days.map(({ date }) => date), due].sort()
  const [first = due, last = due] = [dates[0], dates.at(-1)]
  const highest = Math.max(expected, days.at(-1)?.cumulative ?? 0, 1)
  const across = linear(Date.parse(first), Date.parse(last), PLOT.left, PLOT.right)
  const place: Place = { x: date => across(Date.parse(date)), y: linear(0, highest, PLOT.bottom, PLOT.top) }
  return picture(
    { title: 'Returns received over time, against the due date', description: describe(figures), width: WIDTH, height: HEIGHT },
    ...countAxis(highest, place),
    ...dayAxis(first, last, place),
    ...received(days, place),
    ...expectedLine(expected, place),
    ...dueLine(due, place),
  )
}

function describe({ days, due, expected }: Figures): string {
  const last = days.at(-1)
  if (last === undefined) return `No returns of ${expected} have been received. They are due on ${longDate(due)}.`
  const byDue = days.findLast(day => day.date <= due)?.cumulative ?? 0
  return `${last.cumulative} of ${expected} returns had been received by ${longDate(last.date)}; ${byDue} of them by the due date, ${longDate(due)}.`
}

function countAxis(highest: number, { y }: Place): Svg[] {
  const ticks = countTicks(highest, 6).flatMap(count => [
    line(PLOT.left - 5, y(count), PLOT.right, y(count)),
    words(String(count), PLOT.left - 8, y(count) + 5, { 'text-anchor': 'end' }),
  ])
  const middle = (PLOT.top + PLOT.bottom) / 2
  const title = words('Returns received', 14, middle, { 'text-anchor': 'middle', fill: QUIET, transform: `rotate(-90 14 ${middle})` })
  return [...ticks, line(PLOT.left, PLOT.top, PLOT.left, PLOT.bottom), title]
}

function dayAxis(first: string, last: string, { x }: Place): Svg[] {
  return dayTicks(first, last, 9).flatMap(date => [
    line(x(date), PLOT.bottom, x(date), PLOT.bottom + 5),
    words(tickDate(date), x(date), PLOT.bottom + 20, { 'text-anchor': 'middle' }),
  ])
}

/** A step a day: the count holds until the next day's end. */
function received(days: readonly DayTotal[], { x, y }: Place): Svg[] {
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined) return []
  const at = (value: number) => Math.round(value * 100) / 100
  const steps = days.slice(1).map(({ date, cumulative }) => `H${at(x(date))}V${at(y(cumulative))}`)
  const path = `M${at(x(first.date))},${at(y(first.cumulative))}${steps.join('')}`
  return [
    el('path', { d: `${path}V${PLOT.bottom}H${at(x(first.date))}Z`, fill: BRAND, 'fill-opacity': '0.16' }),
    el('path', { d: path, fill: 'none', stroke: BRAND, 'stroke-width': 3 }),
  ]
}

function expectedLine(expected: number, { y }: Place): Svg[] {
  return [
    line(PLOT.left, y(expected), PLOT.right, y(expected), { stroke: QUIET, 'stroke-dasharray': '2 4' }),
    words(`${expected} expected`, PLOT.left + 4, y(expected) - 6, { fill: QUIET }),
  ]
}

function dueLine(due: string, { x }: Place): Svg[] {
  const text = `Due ${dueDate(due)}`
  const at = x(due)
  const fitsBefore = at - widthOf(text) - 16 > PLOT.left
  const beside = fitsBefore ? { x: at - 6, anchor: 'end' } : { x: at + 6, anchor: 'start' }
  return [
    line(at, PLOT.top, at, PLOT.bottom, { stroke: DUE, 'stroke-width': 2, 'stroke-dasharray': '6 4' }),
    words(text, beside.x, PLOT.bottom - 8, { 'text-anchor': beside.anchor, fill: DUE, 'font-weight': 'bold' }),
  ]
}

/** Made once: making a format takes longer than drawing a chart. */
const inEnglish = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
  return (date: string): string => format.format(new Date(date))
}
const longDate = inEnglish({ day: 'numeric', month: 'long', year: 'numeric' })
const dueDate = inEnglish({ day: 'numeric', month: 'long' })
const tickDate = inEnglish({ day: 'numeric', month: 'short' })
