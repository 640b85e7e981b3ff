import type { StatusTag } from '../../../platform/http/components.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { STATUS, type Establishment } from '../establishment.ts'

/** Where an establishment stands in the register, with its day where there is one. */
export function statusTag({ statusCode, statusName }: Pick<Establishment, 'statusCode' | 'statusName'>): StatusTag {
  if (statusCode === STATUS.closed) return { text: 'Closed', colour: 'grey' }
  if (statusCode === STATUS.closing) return { text: 'Proposed to close', colour: 'orange' }
  if (statusCode === STATUS.proposed) return { text: 'Proposed to open', colour: 'blue' }
  return { text: statusName === '' ? 'Open' : statusName, colour: 'green' }
}

/** "Since 1 Sep 2020", "Until 31 Aug 2026", "1 Sep 2020 to 31 Aug 2026", or nothing. */
export function period({ fromOn, toOn }: { fromOn: string | null; toOn: string | null }): string {
  if (fromOn !== null && toOn !== null) return `${sayShortDay(fromOn)} to ${sayShortDay(toOn)}`
  if (fromOn !== null) return `Since ${sayShortDay(fromOn)}`
  return toOn === null ? 'No dates given' : `Until ${sayShortDay(toOn)}`
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`

/** The six question sets, for a choice. */
export const SET_NAMES = {
  A: 'Schools and academies',
  B: 'Independent schools',
  C: '16 plus',
  D: 'Alternative provision and special',
  E: 'Early years',
  F: 'Short declaration',
} as const
