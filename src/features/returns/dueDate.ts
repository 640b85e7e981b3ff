import { daysBetween, sayInstant } from '../../platform/london.ts'
import type { ReturnStatus } from './lifecycle.ts'
import { can } from './lifecycle.ts'

/** What deadlines are judged by. Now is always passed in: in a transaction, the database's. */
export type DueFacts = { status: ReturnStatus; firstDueAt: Date; dueAt: Date }

/** Due and not come. A deadline is met at its very instant. */
export const isOverdue = ({ status, dueAt }: Pick<DueFacts, 'status' | 'dueAt'>, now: Date): boolean => isExpected(status) && now > dueAt

/** Whether something is still to come from the establishment. */
export const isExpected = (status: ReturnStatus): boolean => can('takeIn', status) && status !== 'not_issued'

export type DueLine = { text: string; tone: 'plain' | 'soon' | 'overdue' }

/** How many days before it is due a return is worth a second look. */
const SOON = 7

/** "Due at 5pm on Friday 27 March 2027, in 12 days." and, for an extended return, what it was before. */
export function dueLine({ status, firstDueAt, dueAt }: DueFacts, now: Date): DueLine {
  const before = dueAt > firstDueAt ? ` Your partnership gave you more time: it was first due at ${sayInstant(firstDueAt)}.` : ''
  if (isOverdue({ status, dueAt }, now)) {
    const text = `This was due at ${sayInstant(dueAt)}, ${ago(daysBetween(dueAt, now))}. You can still complete and submit it.${before}`
    return { text, tone: 'overdue' }
  }
  const days = daysBetween(now, dueAt)
  return { text: `Due at ${sayInstant(dueAt)}, ${ahead(days)}.${before}`, tone: days <= SOON ? 'soon' : 'plain' }
}

const ahead = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`)
const ago = (days: number): string => (days === 0 ? 'earlier today' : days === 1 ? 'yesterday' : `${days} days ago`)
