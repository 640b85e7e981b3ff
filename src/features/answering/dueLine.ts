import { sayAgo, sayAhead } from '../../platform/say.ts'
import { type AuditReturn, isOverdue } from '../returns/index.ts'
import { sayInstant, daysBetween } from '../../platform/london.ts'

export type DueLine = { text: string; tone: 'plain' | 'soon' | 'overdue' }

/** How many days before it is due a return is worth a second look. */
const SOON = 7

/** "Due at 5pm on Friday 27 March 2027, in 12 days." and, for an extended return, what it was before. */
export function dueLine({ status, firstDueAt, dueAt }: Pick<AuditReturn, 'status' | 'firstDueAt' | 'dueAt'>, now: Date): DueLine {
  const before = dueAt > firstDueAt ? ` Your partnership gave you more time: it was first due at ${sayInstant(firstDueAt)}.` : ''
  if (isOverdue({ status, dueAt }, now)) {
    const text = `This was due at ${sayInstant(dueAt)}, ${ago(daysBetween(dueAt, now))}. You can still complete and submit it.${before}`
    return { text, tone: 'overdue' }
  }
  const days = daysBetween(now, dueAt)
  return { text: `Due at ${sayInstant(dueAt)}, ${sayAhead(days)}.${before}`, tone: days <= SOON ? 'soon' : 'plain' }
}

const ago = (days: number): string => (days === 0 ? 'earlier today' : sayAgo(days))
