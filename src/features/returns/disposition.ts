import type { ReturnStatus } from './lifecycle.ts'

/** Where a return ended: every establishment of a round is counted under exactly one (the returns statement). */
export const DISPOSITIONS = [
  'completed_on_time',
  'completed_in_extension',
  'completed_late',
  'completed_offline',
  'closed',
  'covered_by_another',
  'not_applicable',
  'declined',
  'outstanding_incomplete',
  'outstanding_missing',
] as const
export type Disposition = (typeof DISPOSITIONS)[number]

export const DISPOSITION_WORDS: Record<Disposition, string> = {
  completed_on_time: 'Completed on time',
  completed_in_extension: 'Completed in extension',
  completed_late: 'Completed late',
  completed_offline: 'Completed offline',
  closed: 'Closed',
  covered_by_another: 'Covered by another return',
  not_applicable: 'Not applicable',
  declined: 'Declined',
  outstanding_incomplete: 'Outstanding, incomplete',
  outstanding_missing: 'Outstanding, missing',
}

/** The facts that decide a disposition. */
export type DispositionFacts = {
  status: ReturnStatus
  excusedAs: 'closed' | 'covered' | 'not_applicable' | 'declined' | null
  submittedAt: Date | null
  submittedVia: 'online' | 'offline' | null
  firstDueAt: Date
  dueAt: Date
  startedAt: Date | null
}

const EXCUSED = { closed: 'closed', covered: 'covered_by_another', not_applicable: 'not_applicable', declined: 'declined' } as const

/**
 * The disposition of a return (DOMAIN: the returns statement).
 *
 * A return that was sent back for more work is outstanding until it comes again; one whose chair has still to sign is
 * completed, by the moment the head sent it (docs/decisions/0005-dispositions.md). A deadline is met by a submission at
 * its very instant.
 */
export function dispositionOf(facts: DispositionFacts): Disposition {
  if (facts.excusedAs !== null) return EXCUSED[facts.excusedAs]
  if (facts.submittedAt !== null && facts.status !== 'returned') {
    if (facts.submittedVia === 'offline') return 'completed_offline'
    if (facts.submittedAt <= facts.firstDueAt) return 'completed_on_time'
    return facts.submittedAt <= facts.dueAt ? 'completed_in_extension' : 'completed_late'
  }
  return facts.startedAt === null ? 'outstanding_missing' : 'outstanding_incomplete'
}

/** The same rule in SQL over the columns of `returns`, for lists and sums of many thousands. A property test holds the two equal. */
export const DISPOSITION_SQL = `case
  when excused_as = 'covered' then 'covered_by_another'
  when excused_as is not null then excused_as
  when submitted_at is not null and status <> 'returned' then case
    when submitted_via = 'offline' then 'completed_offline'
    when submitted_at <= first_due_at then 'completed_on_time'
    when submitted_at <= due_at then 'completed_in_extension'
    else 'completed_late' end
  when started_at is null then 'outstanding_missing'
  else 'outstanding_incomplete' end`
