import { type Via } from './auditReturn.ts'
import { cameBy } from './dueDate.ts'
import { EXCUSE_CODES, EXCUSES, type ExcuseAs } from './excuses.ts'
import { stands, type ReturnStatus, type Standing } from './lifecycle.ts'

/** The parts of the statement. */
type DispositionGroup = 'completed' | 'not_expected' | 'outstanding'

const SENT_OR_NOT = {
  completed_on_time: { words: 'Completed on time', group: 'completed' },
  completed_in_extension: { words: 'Completed in extension', group: 'completed' },
  completed_late: { words: 'Completed late', group: 'completed' },
  completed_offline: { words: 'Completed offline', group: 'completed' },
  outstanding_incomplete: { words: 'Outstanding, incomplete', group: 'outstanding' },
  outstanding_missing: { words: 'Outstanding, missing', group: 'outstanding' },
} as const
type ExcusedDisposition = (typeof EXCUSES)[ExcuseAs]['disposition']

/** Where a return ended: every establishment of a round is counted under exactly one (the returns statement). */
export type Disposition = keyof typeof SENT_OR_NOT | ExcusedDisposition

type Line = readonly [Disposition, { words: string; group: DispositionGroup }]
const sentOrNot = Object.entries(SENT_OR_NOT) as unknown as readonly Line[]
const excused = EXCUSE_CODES.map((as): Line => [EXCUSES[as].disposition, { words: EXCUSES[as].words, group: 'not_expected' }])

/** Every disposition in the order of the statement, with its words and the part of the statement in which it stands. */
export const DISPOSITIONS = Object.fromEntries([
  ...sentOrNot.filter(([, { group }]) => group === 'completed'),
  ...excused,
  ...sentOrNot.filter(([, { group }]) => group === 'outstanding'),
]) as Record<Disposition, Line[1]>

/** The facts that decide a disposition. */
export type DispositionFacts = {
  status: ReturnStatus
  excusedAs: ExcuseAs | null
  submittedAt: Date | null
  submittedVia: Via | null
  firstDueAt: Date
  dueAt: Date
  startedAt: Date | null
  /** The return that stands for this one, where another does; a return of before that names none in its round has one that was not issued. */
  covering?: { status: ReturnStatus; startedAt: Date | null } | null
}

/** Whether another return stands for this one and is not in itself: it is counted as that one then. */
export const coveredByOutstanding = ({
  status,
  excusedAs,
  covering,
}: Pick<DispositionFacts, 'status' | 'excusedAs' | 'covering'>): boolean =>
  stands('excused', status) && excusedAs === 'covered' && !!covering && !stands('completed', covering.status)

/**
 * How a return counts in every sum and list, by its own status and, while that is outstanding, by the return that covers it. The
 * database asks the same in `standingSql.ts`; a test holds the two equal.
 *
 * @internal
 */
export function countsAs(standing: Standing, facts: Pick<DispositionFacts, 'status' | 'excusedAs' | 'covering'>): boolean {
  if (!facts.covering || !coveredByOutstanding(facts)) return stands(standing, facts.status)
  if (standing === 'outstanding') return true
  if (standing === 'not_expected') return false
  if (standing === 'started') return stands('started', facts.covering.status)
  if (standing === 'not_started') return !stands('started', facts.covering.status)
  return stands(standing, facts.status)
}

/**
 * The disposition of a return (DOMAIN: the returns statement).
 *
 * A return that another covers takes that one's line while it is outstanding. One that was sent back for more work is outstanding until it comes again; one whose chair has still to sign is
 * completed, by the moment the head sent it (docs/decisions/0005-dispositions.md). What came late, `cameBy` says.
 */
export function dispositionOf(facts: DispositionFacts): Disposition {
  if (facts.covering && coveredByOutstanding(facts)) return missingOrIncomplete(facts.covering.startedAt)
  if (facts.excusedAs !== null) return EXCUSES[facts.excusedAs].disposition
  const { submittedAt, submittedVia, status } = facts
  if (submittedAt !== null && stands('completed', status))
    return submittedVia === 'offline' ? 'completed_offline' : `completed_${cameBy({ ...facts, submittedAt })}`
  return missingOrIncomplete(facts.startedAt)
}

/** Whether what was sent came by its last due date, however it came; null while it has not come. */
export const cameInTime = ({
  status,
  submittedAt,
  ...due
}: Pick<DispositionFacts, 'status' | 'submittedAt' | 'firstDueAt' | 'dueAt'>): boolean | null =>
  submittedAt !== null && stands('completed', status) ? cameBy({ ...due, submittedAt }) !== 'late' : null

const missingOrIncomplete = (startedAt: Date | null): Disposition => (startedAt === null ? 'outstanding_missing' : 'outstanding_incomplete')
