import type { TimescaleFlag } from './timescaleFlags.ts'

/** A stretch of the calendar that some words name: which of them, and its first and last day. */
export type Moment = {
  kind: 'day' | 'month' | 'quarter' | 'term' | 'year'
  from: string
  to: string
  /** Its first word, and the one after its last. */
  at: number
  end: number
  flags: readonly TimescaleFlag[]
}

type Read = Omit<Moment, 'at'>
/** Reads a moment that begins at a word; a flag alone where the words look like one and are none. */
type Reader = (tokens: readonly string[], at: number) => Read | { flag: TimescaleFlag; end: number } | undefined

/** Every moment that the words name, in their order. */
export function momentsIn(tokens: readonly string[]): { moments: Moment[]; flags: TimescaleFlag[] } {
  const moments: Moment[] = []
  const flags: TimescaleFlag[] = []
  let at = 0
  while (at < tokens.length) {
    const read = firstRead(tokens, at)
    if (read && 'flag' in read) flags.push(read.flag)
    else if (read) {
      moments.push({ ...read, at })
      flags.push(...read.flags)
    }
    at = read ? read.end : at + 1
  }
  return { moments, flags }
}

function firstRead(tokens: readonly string[], at: number) {
  for (const reader of READERS) {
    const read = reader(tokens, at)
    if (read) return read
  }
  return undefined
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const SHORT = new Map([...MONTHS.map((name, at): [string, number] => [name.slice(0, 3), at + 1]), ['sept', 9]])

const monthOf = (token: string | undefined): number | undefined => {
  const whole = MONTHS.indexOf(token ?? '') + 1
  return whole || SHORT.get(token ?? '')
}

/** The month that a word names where it can be nothing else: "may" can. */
export const monthAlone = (token: string): number | undefined => (token === 'may' ? undefined : monthOf(token))

/** A year of four figures, of this or the last century's end. */
const yearOf = (token: string | undefined): number | undefined => {
  const year = /^\d{4}$/.test(token ?? '') ? Number(token) : 0
  return year >= 1990 && year <= 2099 ? year : undefined
}
const shortYearOf = (token: string | undefined): number | undefined => (/^\d\d$/.test(token ?? '') ? 2000 + Number(token) : undefined)
const dayOf = (token: string | undefined): number | undefined => {
  const day = /^\d{1,2}$/.test(token ?? '') ? Number(token) : 0
  return day >= 1 && day <= 31 ? day : undefined
}

const two = (value: number): string => String(value).padStart(2, '0')
const firstOf = (year: number, month: number): string => `${year}-${two(month)}-01`
const lastOf = (year: number, month: number): string => `${year}-${two(month)}-${two(new Date(Date.UTC(year, month, 0)).getUTCDate())}`

function day(
  year: number,
  month: number,
  date: number,
  end: number,
  flags: TimescaleFlag[] = [],
): Read | { flag: TimescaleFlag; end: number } {
  const said = `${year}-${two(month)}-${two(date)}`
  if (month < 1 || month > 12 || date < 1 || said > lastOf(year, month)) return { flag: 'no_such_day', end }
  return { kind: 'day', from: said, to: said, end, flags }
}

const months = (year: number, first: number, last: number, kind: Moment['kind'], end: number, flags: TimescaleFlag[] = []): Read => ({
  kind,
  from: firstOf(year, first),
  to: lastOf(year, last),
  end,
  flags,
})

/** "2025-03-31" */
const isoDay: Reader = (tokens, at) => {
  const [year, one, month, other, date] = [yearOf(tokens[at]), tokens[at + 1], tokens[at + 2], tokens[at + 3], tokens[at + 4]]
  if (year === undefined || one !== other || (one !== '-' && one !== '/' && one !== '.')) return undefined
  if (!/^\d{1,2}$/.test(month ?? '') || !/^\d{1,2}$/.test(date ?? '')) return undefined
  return day(year, Number(month), Number(date), at + 5)
}

/** "31/03/2025", "31.3.25" */
const numericDay: Reader = (tokens, at) => {
  const [date, one, month, other] = [dayOf(tokens[at]), tokens[at + 1], tokens[at + 2], tokens[at + 3]]
  if (date === undefined || one !== other || (one !== '/' && one !== '.' && one !== '-') || !/^\d{1,2}$/.test(month ?? '')) return undefined
  const year = yearOf(tokens[at + 4])
  const short = shortYearOf(tokens[at + 4])
  if (year !== undefined) return day(year, Number(month), date, at + 5)
  return short === undefined ? undefined : day(short, Number(month), date, at + 5, ['short_year'])
}

const ORDINAL = new Set(['st', 'nd', 'rd', 'th'])

/** "31 March 2025", "31st of March, 2025", "31-Mar-25" */
const wordDay: Reader = (tokens, at) => {
  const date = dayOf(tokens[at])
  if (date === undefined) return undefined
  let next = at + 1
  if (ORDINAL.has(tokens[next] ?? '')) next += 1
  if (tokens[next] === 'of' || tokens[next] === '-') next += 1
  const month = monthOf(tokens[next])
  if (month === undefined) return undefined
  const year = yearAfter(tokens, next + 1)
  return year && day(year.year, month, date, year.end, year.flags)
}

/** "March 31, 2025", "March 31st 2025" */
const monthDay: Reader = (tokens, at) => {
  const month = monthOf(tokens[at])
  const date = dayOf(tokens[at + 1])
  if (month === undefined || date === undefined) return undefined
  let next = at + 2
  if (ORDINAL.has(tokens[next] ?? '')) next += 1
  if (tokens[next] === ',') next += 1
  const year = yearOf(tokens[next])
  return year === undefined ? undefined : day(year, month, date, next + 1)
}

/** "Jan 2019", "Sept 2019", "Jan '19", "Jan-19" as a spreadsheet shows a month; "March 2019/20" */
const month: Reader = (tokens, at) => {
  const named = monthOf(tokens[at])
  if (named === undefined) return undefined
  const pair = pairAt(tokens, at + 1)
  if (pair) return monthIn(pair.first, named, pair.end)
  const year = yearAfter(tokens, at + 1)
  return year && months(year.year, named, named, 'month', year.end, year.flags)
}

/** A month of a year of the budget or of schools: from April to August these are two, and the later one counts. */
const monthIn = (first: number, named: number, end: number): Read =>
  named > 3 && named < 9
    ? { ...months(first + 1, named, named, 'month', end, ['two_readings']), from: firstOf(first, named) }
    : months(named < 4 ? first + 1 : first, named, named, 'month', end)

/** The year after a month: as four figures, or as two behind a sign. A dot may shorten the month. */
function yearAfter(tokens: readonly string[], at: number): { year: number; end: number; flags: TimescaleFlag[] } | undefined {
  const next = ['.', ',', 'of'].includes(tokens[at] ?? '') ? at + 1 : at
  const signed = tokens[next] === '-' || tokens[next] === "'" || tokens[next] === '/'
  const year = yearOf(tokens[signed ? next + 1 : next])
  if (year !== undefined) return { year, end: next + (signed ? 2 : 1), flags: [] }
  const short = signed ? shortYearOf(tokens[next + 1]) : undefined
  return short === undefined ? undefined : { year: short, end: next + 2, flags: ['short_year'] }
}

/** "03/2025" */
const numericMonth: Reader = (tokens, at) => {
  const named = /^\d{1,2}$/.test(tokens[at] ?? '') ? Number(tokens[at]) : 0
  const year = yearOf(tokens[at + 2])
  if (named < 1 || named > 12 || tokens[at + 1] !== '/' || year === undefined) return undefined
  return months(year, named, named, 'month', at + 3)
}

/** Two years that follow each other: "2024/25", "2024-2025". */
function pairAt(tokens: readonly string[], at: number): { first: number; end: number } | undefined {
  const first = yearOf(tokens[at])
  if (first === undefined || (tokens[at + 1] !== '/' && tokens[at + 1] !== '-')) return undefined
  const second = yearOf(tokens[at + 2]) ?? shortYearOf(tokens[at + 2])
  return second === first + 1 ? { first, end: at + 3 } : undefined
}

/** "Q2 2024/25" (from April), "quarter 2 2024" (of the calendar or of the financial year), "2024/25 Q2" */
const quarter: Reader = (tokens, at) => {
  const named = quarterAt(tokens, at)
  if (named) {
    const next = tokens[named.end] === 'of' || tokens[named.end] === ',' ? named.end + 1 : named.end
    const pair = pairAt(tokens, next)
    if (pair) return quarterOf(pair.first, named.quarter, pair.end)
    const year = yearOf(tokens[next])
    return year === undefined ? undefined : twoQuarters(year, named.quarter, next + 1)
  }
  const pair = pairAt(tokens, at)
  const after = pair && quarterAt(tokens, tokens[pair.end] === ',' ? pair.end + 1 : pair.end)
  return after && quarterOf(pair.first, after.quarter, after.end)
}

function quarterAt(tokens: readonly string[], at: number): { quarter: number; end: number } | undefined {
  if (tokens[at] !== 'q' && tokens[at] !== 'quarter' && tokens[at] !== 'qtr') return undefined
  return /^[1-4]$/.test(tokens[at + 1] ?? '') ? { quarter: Number(tokens[at + 1]), end: at + 2 } : undefined
}

const quarterOf = (first: number, named: number, end: number): Read =>
  named === 4 ? months(first + 1, 1, 3, 'quarter', end) : months(first, named * 3 + 1, named * 3 + 3, 'quarter', end)

const twoQuarters = (year: number, named: number, end: number): Read => ({
  ...quarterOf(year, named, end),
  from: firstOf(year, named * 3 - 2),
  flags: ['two_readings'],
})

/** The first and the last month of a term, and of the season where no term is meant; the last ones are the latest that they can be. */
const SEASONS: Readonly<Record<string, { first: number; term: number; season: number }>> = {
  spring: { first: 1, term: 4, season: 5 },
  summer: { first: 4, term: 7, season: 8 },
  autumn: { first: 9, term: 12, season: 12 },
}

/** "spring term 2025", "autumn 2024", "summer term 2024/25" */
const term: Reader = (tokens, at) => {
  const season = Object.hasOwn(SEASONS, tokens[at] ?? '') ? SEASONS[tokens[at] ?? ''] : undefined
  if (!season) return undefined
  const isTerm = tokens[at + 1] === 'term'
  const next = isTerm ? at + 2 : at + 1
  const last = isTerm ? season.term : season.season
  const pair = pairAt(tokens, next)
  if (pair) return months(season.first === 9 ? pair.first : pair.first + 1, season.first, last, 'term', pair.end)
  const year = yearOf(tokens[next])
  return year === undefined ? undefined : months(year, season.first, last, 'term', next + 1)
}

/** "2024/25": a year of the budget or of schools, so that only the later end is an end. "2019/10" is none: it is said, not mended. */
const yearPair: Reader = (tokens, at) => {
  const first = yearOf(tokens[at])
  if (first === undefined) return undefined
  const pair = pairAt(tokens, at)
  if (pair) return { kind: 'year', from: firstOf(first, 4), to: lastOf(first + 1, 8), end: pair.end, flags: ['two_readings'] }
  const signed = tokens[at + 1] === '/' || tokens[at + 1] === '-'
  return signed && /^\d\d?$/.test(tokens[at + 2] ?? '') ? { flag: 'looks_like_year', end: at + 3 } : undefined
}

/** "2020" */
const year: Reader = (tokens, at) => {
  const named = yearOf(tokens[at])
  return named === undefined ? undefined : months(named, 1, 12, 'year', at + 1)
}

const READERS: readonly Reader[] = [isoDay, numericDay, wordDay, monthDay, month, numericMonth, quarter, term, yearPair, year]
