import type { Id } from '../../platform/id.ts'
import { canNow, stands, type AuditReturn } from '../returns/index.ts'

/** What an establishment can ask about its return: the subject of the letter that answers it, and what this says before the words of staff. */
export const REQUEST_KINDS = {
  more_time: {
    subject: 'about the time that you asked for',
    outcome: 'We cannot give you more time. The due date stays as it is. Our reason:',
  },
  reopen: { subject: 'about opening your return again', outcome: 'We did not open the return again. It stays as you sent it. Our reason:' },
  question: { subject: 'the answer to your question', outcome: 'Our answer:' },
} as const
export type RequestKind = keyof typeof REQUEST_KINDS

export type Outcome = 'granted' | 'refused' | 'answered'

/** One request, with what it was answered; `outcome` is null until somebody answers. Days are 'YYYY-MM-DD'. */
export type ReturnRequest = {
  id: Id<'request'>
  returnId: Id<'return'>
  kind: RequestKind
  byName: string
  reason: string
  /** The day until which more time is asked for. */
  wantedOn: string | null
  /** The question that is asked about, as it is worded, and its section; null where all of the return is meant. */
  questionKey: string | null
  questionLabel: string | null
  sectionKey: string | null
  /** When the return was due as it was asked. */
  dueAtThen: Date
  askedAt: Date
  outcome: Outcome | null
  answer: string
  grantedDueAt: Date | null
  answeredBy: string | null
  answeredAt: Date | null
}

/** What decides whether a request still waits: where its return stands now. */
export type ReturnThen = Pick<AuditReturn, 'status' | 'roundStatus' | 'submittedAt' | 'dueAt'>

/** Where a request stands: as it was answered, waiting, or overtaken by what happened to the return meanwhile. */
export type Standing = Outcome | 'waiting' | 'submitted' | 'extended' | 'not_submitted' | 'not_expected' | 'round_closed'

/**
 * Where a request stands now. Nothing is kept of it: a return that was submitted, given more time or excused meanwhile answers for itself.
 */
export function standingOf(
  { kind, outcome, askedAt, dueAtThen }: Pick<ReturnRequest, 'kind' | 'outcome' | 'askedAt' | 'dueAtThen'>,
  auditReturn: ReturnThen,
): Standing {
  if (outcome !== null) return outcome
  if (stands('not_expected', auditReturn.status)) return 'not_expected'
  if (auditReturn.roundStatus !== 'open') return 'round_closed'
  if (kind === 'question') return 'waiting'
  if (kind === 'reopen') return canNow('sendBack', auditReturn) ? 'waiting' : 'not_submitted'
  // One that was sent back after it was submitted is open again, but not for what was asked before it was submitted.
  if (stands('completed', auditReturn.status) || (auditReturn.submittedAt ?? askedAt) > askedAt) return 'submitted'
  return auditReturn.dueAt > dueAtThen ? 'extended' : 'waiting'
}
