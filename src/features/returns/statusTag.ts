import type { StatusTag, TagColour } from '../../platform/http/components.ts'
import type { Disposition } from './disposition.ts'
import { STATUS_WORDS, type ReturnStatus } from './lifecycle.ts'

const COLOURS: Record<ReturnStatus, TagColour> = {
  not_issued: 'grey',
  issued: 'grey',
  opened: 'yellow',
  in_progress: 'blue',
  awaiting_sign_off: 'purple',
  submitted: 'green',
  returned: 'orange',
  accepted: 'green',
  excused: 'grey',
}

/** A status as staff see it in lists and on the return's page. */
export const statusTag = (status: ReturnStatus): StatusTag => ({ text: STATUS_WORDS[status], colour: COLOURS[status] })

/** Facts that lie over a status, as words: "overdue", "extended twice", "late", "offline", "in a dip sample". */
export function overlayWords(facts: { overdue: boolean; extensions: number; disposition: Disposition; sampled: boolean }): string[] {
  const { overdue, extensions, disposition, sampled } = facts
  return [
    overdue ? 'overdue' : '',
    extensions === 0 ? '' : extensions === 1 ? 'extended' : `extended ${sayTimes(extensions)}`,
    disposition === 'completed_offline' ? 'offline' : '',
    disposition === 'completed_late' ? 'late' : '',
    sampled ? 'in a dip sample' : '',
  ].filter(word => word !== '')
}

/** "once", "twice", "3 times". */
export const sayTimes = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`)
