import { daysBetween, sayDay, sayInstant, sayShortInstant } from '../../platform/london.ts'
import { isExpected, isOverdue, sayTimes, type AuditReturn } from '../returns/index.ts'

/** A date that lies further back, in days, was simply then. */
const LONG_AGO = 366

type Due = Pick<AuditReturn, 'status' | 'dueAt' | 'firstDueAt' | 'extensions'>

/** When a return is due as staff read it: the date that holds, how far away it is while something is still to come, and the first one. */
export function dueLines({ status, dueAt, firstDueAt, extensions }: Due, now: Date): string[] {
  const days = daysBetween(now, dueAt)
  const isNear = (isExpected(status) || status === 'not_issued') && days >= -LONG_AGO
  const away = isNear ? `, ${sayDistance(days, isOverdue({ status, dueAt }, now))}` : ''
  const first = extensions === 0 ? [] : [`First due at ${sayInstant(firstDueAt)}; extended ${sayTimes(extensions)}`]
  return [`${capitalised(sayInstant(dueAt))}${away}`, ...first]
}

function sayDistance(days: number, overdue: boolean): string {
  if (overdue) return days === 0 ? 'earlier today' : days === -1 ? 'yesterday' : `${-days} days ago`
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
}

/** With a capital letter first, as words in a tag or alone on a line are written. */
export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

type Excuse = Pick<AuditReturn, 'excusedAs' | 'excusedOn' | 'excusedReason'>

/** Why nothing is expected any more, in a sentence, and what staff wrote about it; nothing for a return that is not excused. */
export function excuseLines({ excusedAs, excusedOn, excusedReason }: Excuse, coveredBy: string | null): string[] {
  if (excusedAs === null) return []
  const day = excusedOn === null ? '' : sayDay(excusedOn)
  const words = {
    closed: `The establishment closed${day === '' ? '' : ` on ${day}`}`,
    covered: `Covered by the return of ${coveredBy ?? 'another establishment'}${day === '' ? '' : `, from ${day}`}`,
    not_applicable: `The audit does not apply${day === '' ? '' : `, accepted on ${day}`}`,
    declined: `Declined in writing${day === '' ? '' : ` on ${day}`}`,
  }
  return [words[excusedAs], ...(excusedReason === null || excusedReason === '' ? [] : [excusedReason])]
}

type Sent = Pick<AuditReturn, 'submittedAt' | 'submittedVia' | 'receivedAt' | 'reference' | 'status'>

/** When and how a return came in; nothing when it did not. One that was sent back says that it had come. */
export function sentLines({ submittedAt, submittedVia, receivedAt, reference, status }: Sent): string[] {
  if (submittedAt === null) return []
  const named = reference === null ? [] : [`Reference ${reference}`]
  const came =
    submittedVia === 'offline'
      ? `Received offline at ${sayInstant(receivedAt ?? submittedAt)}`
      : `Submitted online at ${sayInstant(submittedAt)}`
  return [status === 'returned' ? `${came}, and sent back since` : came, ...named]
}

/** "120 of 135 questions; 15 answers are missing". */
export function answeredLine({ asked, answered, missing }: Pick<AuditReturn, 'asked' | 'answered' | 'missing'>): string {
  if (asked === 0) return 'Nothing yet'
  const rest = missing === 0 ? 'nothing is missing' : missing === 1 ? '1 answer is missing' : `${missing} answers are missing`
  return `${answered} of ${asked} questions; ${rest}`
}

type Link = { name: string; email: string; issuedAt: Date; firstOpenedAt: Date | null; lastOpenedAt: Date | null; revokedAt: Date | null }

/** Who holds a working audit link, and when it was opened; that nobody does, when the establishment has still something to send. */
export function linkLines(links: readonly Link[], { status }: Pick<AuditReturn, 'status'>): string[] {
  const working = links.filter(({ revokedAt }) => revokedAt === null)
  if (working.length === 0) return isExpected(status) ? ['Nobody has a working link'] : []
  return working.map(({ name, issuedAt, firstOpenedAt, lastOpenedAt }) => {
    if (firstOpenedAt === null) return `${name}: not opened yet, issued ${sayShortInstant(issuedAt)}`
    return `${name}: opened first ${sayShortInstant(firstOpenedAt)}, last ${sayShortInstant(lastOpenedAt ?? firstOpenedAt)}`
  })
}
