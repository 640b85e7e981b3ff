import { plusDays } from '../../platform/london.ts'
import { momentsIn, monthAlone, type Moment } from './moments.ts'
import type { TimescaleFlag } from './timescaleFlags.ts'

/** How a timescale was read: a moment of some length, a time without an end, a rhythm, or nothing that a calendar knows. */
export const TIMESCALE_KINDS = ['none', 'day', 'month', 'quarter', 'term', 'year', 'span', 'from', 'rhythm', 'open', 'unread'] as const
export type TimescaleKind = (typeof TIMESCALE_KINDS)[number]

/** What was read of a timescale. The words themselves stay beside it, as they were written. */
export type Timescale = {
  kind: TimescaleKind
  /** The first day, 'YYYY-MM-DD', where there is one. */
  from: string | null
  /** The last day: what is not done after it is overdue. */
  to: string | null
  flags: readonly TimescaleFlag[]
}

/** More than anybody writes as a timescale: of what is longer the beginning is read. */
const READ = 300

const RHYTHM = new Set(
  'weekly fortnightly monthly bimonthly quarterly termly annually annual yearly biannually biannual every each regularly twice'.split(' '),
)
const GOES_ON = new Set('ongoing continuous continuously continuing onwards onward throughout'.split(' '))
const BEGINS = new Set('from since starting starts start beginning begins commencing after'.split(' '))
const ENDS_BY = new Set('by until till before'.split(' '))
const BREAKS_OFF = new Set('by from until till before to of end in the since'.split(' '))

/** Reads a timescale as a person wrote it. It never fails: what a calendar does not know is `unread`, and nothing is guessed. */
export function readTimescale(written: string): Timescale {
  const tokens = tokensOf(written)
  if (tokens.length === 0) return { kind: 'none', from: null, to: null, flags: [] }
  const { moments, flags } = momentsIn(tokens)
  const said = [...new Set([...flags, ...wordFlags(tokens)])]
  const [first] = moments
  const last = moments.at(-1)
  return first && last ? dated(tokens, first, last, moments.length, said) : undated(tokens, said)
}

/** Words, numbers and signs, one each, in small letters. */
export function tokensOf(written: string): string[] {
  const text = written.slice(0, READ).normalize('NFKC').toLowerCase().replaceAll('–', '-').replaceAll('—', '-').replaceAll('’', "'")
  return text.match(/[a-z]+|\d+|[^\sa-z\d]/g) ?? []
}

function wordFlags(tokens: readonly string[]): TimescaleFlag[] {
  const words = tokens.filter(token => /^[a-z]/.test(token)).join(' ')
  return [
    ...(/\b(?:see|as) (?:above|below|previous)\b|\bditto\b/.test(words) ? (['see_above'] as const) : []),
    ...(/\btb[ac]\b|\bto be (?:confirmed|agreed|arranged)\b/.test(words) ? (['to_confirm'] as const) : []),
  ]
}

function undated(tokens: readonly string[], flags: TimescaleFlag[]): Timescale {
  const nothing = { from: null, to: null }
  if (flags.includes('see_above')) return { kind: 'unread', ...nothing, flags }
  if (tokens.some(token => RHYTHM.has(token))) return { kind: 'rhythm', ...nothing, flags }
  if (tokens.some(token => GOES_ON.has(token))) return { kind: 'open', ...nothing, flags }
  const breaksOff = BREAKS_OFF.has(tokens.at(-1) ?? '')
  const noYear = tokens.length <= 4 && tokens.some(token => monthAlone(token) !== undefined)
  return {
    kind: 'unread',
    ...nothing,
    flags: [...flags, ...(breaksOff ? (['unfinished'] as const) : []), ...(noYear ? (['no_year'] as const) : [])],
  }
}

function dated(tokens: readonly string[], first: Moment, last: Moment, count: number, flags: TimescaleFlag[]): Timescale {
  const before = tokens[first.at - 1] ?? ''
  const after = tokens[last.end] ?? ''
  const isRhythm = tokens.some(token => RHYTHM.has(token))
  const endless =
    after === 'onwards' || after === 'onward' || after === '+' || (isLast(tokens, last.end) && (after === 'to' || after === '-'))
  const joined = count > 1 && (count > 2 || !isRange(tokens, first, last)) ? [...flags, 'several_dates' as const] : flags
  const kindOf = (kind: TimescaleKind): TimescaleKind => (isRhythm ? 'rhythm' : kind)
  if (endless) {
    const noEnd = after === 'onwards' || after === 'onward' ? joined : [...joined, 'no_end' as const]
    return { kind: kindOf('from'), from: first.from, to: null, flags: noEnd }
  }
  if (count > 1) return { kind: kindOf('span'), from: first.from, to: last.to, flags: joined }
  const alone = borrowed(tokens, first)
  if (alone !== undefined) return { kind: kindOf('span'), from: alone, to: first.to, flags }
  if (BEGINS.has(before) || (before === 'of' && BEGINS.has(tokens[first.at - 2] ?? '')))
    return { kind: kindOf('from'), from: first.from, to: null, flags }
  if (before === 'before') return { kind: kindOf('day'), from: null, to: plusDays(first.from, -1), flags }
  if (ENDS_BY.has(before) || (isRhythm && before === 'to')) return { kind: kindOf(first.kind), from: null, to: first.to, flags }
  return { kind: kindOf(first.kind), from: first.from, to: first.to, flags }
}

const isLast = (tokens: readonly string[], at: number): boolean => at === tokens.length - 1

const BETWEEN = new Set(['to', '-', 'until', 'till', 'and'])

const isRange = (tokens: readonly string[], first: Moment, last: Moment): boolean =>
  last.at - first.end === 1 && BETWEEN.has(tokens[first.end] ?? '') && tokens[first.end] !== 'and'

/** "June to September 2018": the first month has the year of the second. */
function borrowed(tokens: readonly string[], moment: Moment): string | undefined {
  if (!BETWEEN.has(tokens[moment.at - 1] ?? '')) return undefined
  const month = monthAlone(tokens[moment.at - 2] ?? '')
  if (month === undefined) return undefined
  const from = `${moment.from.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
  return from <= moment.from ? from : undefined
}
