const DAY = 86_400_000

/** From a value to a place, in a straight line. A domain without extent is drawn in the middle. */
export const linear =
  (from: number, to: number, start: number, end: number) =>
  (value: number): number =>
    from === to ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start)

/** Round numbers from 0 up to a count, at most `most` steps apart: 0, 20, 40 and so on, never parts of one. */
export function countTicks(highest: number, most: number): number[] {
  const rough = Math.max(1, highest / most)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find(factor => factor * power >= rough) ?? 10)
  return Array.from({ length: Math.floor(highest / step) + 1 }, (_, at) => at * step)
}

/** ISO dates to write on an axis between two: every day, or so many days apart, or the first of each month, or of so many months apart. */
export function dayTicks(first: string, last: string, most: number): string[] {
  const begin = Date.parse(first)
  const days = Math.round((Date.parse(last) - begin) / DAY)
  const step = [1, 2, 7, 14].find(step => days / step <= most)
  if (step !== undefined) return Array.from({ length: Math.floor(days / step) + 1 }, (_, at) => isoDate(begin + at * step * DAY))
  const months = firstsOfMonths(first, last)
  const each = [1, 2, 3, 6, 12].find(each => months.length / each <= most) ?? 12
  return months.filter((_, at) => at % each === 0)
}

function firstsOfMonths(first: string, last: string): string[] {
  const firsts: string[] = []
  const month = new Date(`${first.slice(0, 7)}-01`)
  for (; isoDate(month.getTime()) <= last; month.setUTCMonth(month.getUTCMonth() + 1)) firsts.push(isoDate(month.getTime()))
  return firsts.filter(date => date >= first)
}

const isoDate = (time: number): string => new Date(time).toISOString().slice(0, 10)
