import { sayDay, sayInstant } from '../../platform/london.ts'
import { isOverdue, reopened, stands, type AuditReturn } from '../returns/index.ts'

type Due = Pick<AuditReturn, 'status' | 'dueAt' | 'returnedDueOn'>

/** By when a return is asked for, in words: one that was sent back by a day of its own by that. */
export function sayDueBy(due: Due): string {
  const again = reopened.askedAgainBy(due)
  return again === null ? sayInstant(due.dueAt) : sayDay(again)
}

/** What a list of returns says of each; nothing where none is waited for. */
export function dueWords(due: Due, now: Date): string {
  if (!stands('outstanding', due.status)) return ''
  if (reopened.askedAgainBy(due) !== null) return `Asked for again by ${sayDueBy(due)}`
  return isOverdue(due, now) ? `It was due at ${sayDueBy(due)}` : `Due at ${sayDueBy(due)}`
}
