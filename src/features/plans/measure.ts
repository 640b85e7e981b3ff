import type { Id } from '../../platform/id.ts'

export const MEASURE_KINDS = ['data', 'audit', 'feedback'] as const
export type MeasureKind = (typeof MEASURE_KINDS)[number]
export const MEASURE_WORDS: Record<MeasureKind, string> = { data: 'Data', audit: 'Audit', feedback: 'Feedback' }

export type Measure = {
  id: Id<'planMeasure'>
  partId: Id<'planPart'>
  kind: MeasureKind
  position: number
  words: string
  version: number
}

export const VALUE_KIND_WORDS = {
  number: 'A number',
  share: 'A part of a whole',
  percent: 'A percentage of which nobody said the whole',
  words: 'Words that are not read as a number',
} as const

/** What was read of a value. */
export type ReadValue = {
  kind: keyof typeof VALUE_KIND_WORDS
  number: number | null
  numerator: number | null
  denominator: number | null
}

export type MeasureValue = ReadValue & {
  id: Id<'planMeasureValue'>
  measureId: Id<'planMeasure'>
  /** When it is from, as it was written, and the day where that can be read. */
  dated: string
  onDay: string | null
  written: string
  source: string
  note: string
  byName: string
  at: Date
}

const WORDS: ReadValue = { kind: 'words', number: null, numerator: null, denominator: null }

/** Reads a value as it was written. "98 %" stays a percentage: a whole that nobody named is not made up. "Nearly 700" is words. */
export function readValue(written: string): ReadValue {
  const text = folded(written)
  const share = SHARE.exec(text)
  if (share) {
    const [numerator, denominator] = [numberIn(share[1]), numberIn(share[2])]
    return numerator === null || denominator === null || denominator === 0 || numerator > denominator
      ? WORDS
      : { kind: 'share', number: null, numerator, denominator }
  }
  // "98 % of parents who completed": of how many, nobody says.
  const percent = /^([\d,.]{1,15}) ?(?:%|per ?cent)(?: [^\d]{0,80})?$/.exec(text)
  const number = numberIn(percent ? percent[1] : text)
  return number === null ? WORDS : { ...WORDS, kind: percent ? 'percent' : 'number', number }
}

const folded = (written: string): string => written.slice(0, 100).normalize('NFKC').trim().toLowerCase()
const SHARE = /^([\d,.]{1,15}) ?(?:of|out of|\/) ?([\d,.]{1,15})$/

/** Why what looks like a part of a whole is none; blank of other words. */
function whyNoShare(written: string): string {
  const [, part, whole] = SHARE.exec(folded(written)) ?? []
  const [numerator, denominator] = [numberIn(part), numberIn(whole)]
  if (numerator === null || denominator === null) return ''
  if (denominator === 0) return 'there is no part of 0'
  return numerator > denominator ? `${part ?? ''} is more than ${whole ?? ''}` : ''
}

/** What to do about a part that is more than its whole: mostly the whole was a target. Blank of everything else. */
export const adviceOn = (written: string): string =>
  whyNoShare(written) === '' ? '' : 'If the second number is a target, write the first as the value, and the target in the note.'

function numberIn(text: string | undefined): number | null {
  if (!/^(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,6})?$/.test(text ?? '')) return null
  return Number((text ?? '').replaceAll(',', ''))
}

/** What was read, to stand beside the words where it says more: "134 of 177 is 75.7 %". */
export function sayValue({ kind, numerator, denominator, written = '' }: ReadValue & { written?: string }): string {
  if (kind === 'share' && numerator !== null && denominator !== null) return `${Math.round((numerator * 1000) / denominator) / 10} %`
  if (kind === 'percent') return 'a percentage, without the numbers behind it'
  if (kind !== 'words') return ''
  const why = whyNoShare(written)
  return why === '' ? 'not read as a number' : `not read as a part of a whole: ${why}`
}
