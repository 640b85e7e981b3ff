import type { StatusTag } from '../../../platform/http/components.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { STATUS, type Establishment } from '../establishment.ts'

export const STATUS_TAGS = {
  open: { text: 'Open', colour: 'green' },
  closing: { text: 'Proposed to close', colour: 'orange' },
  proposed: { text: 'Proposed to open', colour: 'blue' },
  closed: { text: 'Closed', colour: 'grey' },
} as const satisfies Record<keyof typeof STATUS, StatusTag>

/** Where an establishment stands in the register, with its day where there is one. */
export function statusTag({ statusCode, statusName }: Pick<Establishment, 'statusCode' | 'statusName'>): StatusTag {
  if (statusCode === STATUS.closed) return STATUS_TAGS.closed
  if (statusCode === STATUS.closing) return STATUS_TAGS.closing
  if (statusCode === STATUS.proposed) return STATUS_TAGS.proposed
  return statusName === '' ? STATUS_TAGS.open : { ...STATUS_TAGS.open, text: statusName }
}

/** "Since 1 Sep 2020", "Until 31 Aug 2026", "1 Sep 2020 to 31 Aug 2026", or nothing. */
export function period({ fromOn, toOn }: { fromOn: string | null; toOn: string | null }): string {
  if (fromOn !== null && toOn !== null) return `${sayShortDay(fromOn)} to ${sayShortDay(toOn)}`
  if (fromOn !== null) return `Since ${sayShortDay(fromOn)}`
  return toOn === null ? 'No dates given' : `Until ${sayShortDay(toOn)}`
}
