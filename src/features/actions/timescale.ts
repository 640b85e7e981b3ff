import { plusDays } from '../../platform/london.ts'
import { momentsIn, monthAlone, type Moment } from './moments.ts'
import { BREAKS_OFF, FILLERS, GOES_ON, OPEN_END, RANGE, RHYTHM, senseOf } from './timescaleWords.ts'
import type { TimescaleFlag } from './timescaleFlags.ts'

/** How a timescale was read: a moment of some length, a time without an end, a rhythm, or nothing that a calendar knows. */
export const TIMESCALE_KIND_WORDS = {
  none: 'Nothing was written',
  day: 'A day',
  month: 'A month',
  quarter: 'A quarter',
  term: 'A term',
  year: 'A year',
  span: 'From one date to another',
  from: 'A beginning without an end',
  rhythm: 'Again and again',
  open: 'Goes on, without a date',
  unread: 'Cannot be read as a date',
} as const
export type TimescaleKind = keyof typeof TIMESCALE_KIND_WORDS

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

/** Reads a timescale as a person wrote it. It never fails: what a calendar does not know is `unread`, and nothing is guessed. */
export function readTimescale(written: string): Timescale {
  const tokens = tokensOf(written)
  if (tokens.length === 0) return { kind: 'none', from: null, to: null, flags: [] }
  const { moments, flags } = momentsIn(tokens)
  const said = [...new Set([...flags, ...wordFlags(tokens)])]
  return moments.length === 0 ? undated(tokens, said) : dated(tokens, moments, said)
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

function dated(tokens: readonly string[], moments: readonly Moment[], flags: TimescaleFlag[]): Timescale {
  const isRhythm = tokens.some(token => RHYTHM.has(token))
  const kindOf = (kind: TimescaleKind): TimescaleKind => (isRhythm ? 'rhythm' : kind)
  const latest = moments.reduce((one, other) => (other.to >= one.to ? other : one))
  const sense = senseOf(tokens, latest)
  const isSpan = isRange(tokens, moments)
  const said = moments.length > 1 && !isSpan ? [...flags, 'several_dates' as const] : flags
  const earliest = moments.map(({ from }) => from).toSorted()[0] ?? latest.from
  const without = withoutEnd(tokens, moments)
  if (without !== undefined) return { kind: kindOf('from'), from: earliest, to: null, flags: [...said, ...without] }
  if (sense === 'begins' && !isSpan) return { kind: kindOf('from'), from: latest.from, to: null, flags: said }
  const isOften = isRhythm && moments.length === 1 && (latest.kind === 'day' || latest.kind === 'month')
  const goesOn = tokens.some(token => GOES_ON.has(token))
  // "Ongoing (March 2019)", "Quarterly, first in June 2018": no end is said, so that none is made up.
  if ((isOften || goesOn) && sense === 'then' && !isSpan)
    return { kind: kindOf('from'), from: earliest, to: null, flags: [...said, 'no_end'] }
  const to = sense === 'before' ? plusDays(latest.from, -1) : latest.to
  if (moments.length > 1) return { kind: kindOf('span'), from: earliest <= to ? earliest : null, to, flags: said }
  const alone = borrowed(tokens, latest)
  if (alone !== undefined) return { kind: kindOf('span'), from: alone, to, flags: said }
  if (sense === 'before') return { kind: kindOf('day'), from: null, to, flags: said }
  return { kind: kindOf(latest.kind), from: sense === 'ends' ? null : latest.from, to, flags: said }
}

/** What is to be said of dates that go on without an end: nothing where the words say so. Undefined where they have one. */
function withoutEnd(tokens: readonly string[], moments: readonly Moment[]): TimescaleFlag[] | undefined {
  const rest = tokens.slice(moments.at(-1)?.end)
  if (rest.some(token => GOES_ON.has(token))) return []
  const [first = '', second] = rest
  if (first === '+' || first === 'until' || first === 'till') return ['no_end']
  if (first === 'to') return second === 'be' ? undefined : ['no_end']
  // "June 2018 – September": which September, nobody says.
  const isOpen = second === undefined || OPEN_END.has(second) || monthAlone(second) !== undefined
  return first === '-' && isOpen ? ['no_end'] : undefined
}

/** "June 2018 – March 2019", "June 2018 to the end of March 2019", "between June 2018 and March 2019". */
function isRange(tokens: readonly string[], [first, last, ...more]: readonly Moment[]): boolean {
  if (!first || !last || more.length > 0 || last.to < first.from) return false
  const between = tokens.slice(first.end, last.at).filter(token => token === '-' || !FILLERS.has(token))
  if (between.length !== 1) return false
  return RANGE.has(between[0] ?? '') || (between[0] === 'and' && tokens[first.at - 1] === 'between')
}

/** "June to September 2018": the first month has the year of the second. */
function borrowed(tokens: readonly string[], moment: Moment): string | undefined {
  const sign = tokens[moment.at - 1] ?? ''
  if (!RANGE.has(sign) && sign !== 'and') return undefined
  const month = monthAlone(tokens[moment.at - 2] ?? '')
  if (month === undefined) return undefined
  const from = `${moment.from.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
  return from <= moment.from ? from : undefined
}
