import type { StatusTag } from '../../platform/http/components.ts'
import { sayTimes } from '../../platform/say.ts'
import { type Disposition, type ReturnStatus, STATUSES } from '../returns/index.ts'

/** A status as staff see it in lists and on the return's page. */
export const statusTag = (status: ReturnStatus): StatusTag => ({
  text: STATUSES[status].words,
  colour: STATUSES[status].colour,
})

/** Facts that lie over a status, as words: "overdue", "extended twice", "late", "offline, in time", "in a dip sample". */
export function overlayWords(facts: {
  overdue: boolean
  extensions: number
  disposition: Disposition
  sampled: boolean
  coveredOutstanding: boolean
  offlineLate: boolean
}): string[] {
  const { overdue, extensions, disposition, sampled } = facts
  return [
    overdue ? 'overdue' : '',
    extensions === 0 ? '' : extensions === 1 ? 'extended' : `extended ${sayTimes(extensions)}`,
    disposition === 'completed_offline' ? (facts.offlineLate ? 'offline, late' : 'offline, in time') : '',
    disposition === 'completed_late' ? 'late' : '',
    facts.coveredOutstanding ? 'covered by a return that is outstanding' : '',
    sampled ? 'in a dip sample' : '',
  ].filter(word => word !== '')
}
