import { sayDay, sayInstant } from '../../platform/london.ts'
import { shortened } from '../../platform/say.ts'
import { standingOf, type ReturnRequest, type ReturnThen, type Standing } from './request.ts'

/** "More time, until Friday 12 March 2027", as lists and pages name a request. */
export function sayAsked({ kind, wantedOn, questionLabel }: Pick<ReturnRequest, 'kind' | 'wantedOn' | 'questionLabel'>): string {
  if (kind === 'more_time') return `More time, until ${sayDay(wantedOn ?? '')}`
  return kind === 'reopen' ? 'To open the return again' : `About “${shortened(questionLabel ?? '')}”`
}

/** Where a request stands, for a tag. */
export const STANDING_TAGS = {
  waiting: { text: 'Waiting for an answer', colour: 'yellow' },
  granted: { text: 'Granted', colour: 'green' },
  refused: { text: 'Not granted', colour: 'orange' },
  answered: { text: 'Answered', colour: 'green' },
  submitted: { text: 'Submitted meanwhile', colour: 'grey' },
  extended: { text: 'Due date moved meanwhile', colour: 'grey' },
  not_submitted: { text: 'Not submitted now', colour: 'grey' },
  not_expected: { text: 'Return not expected', colour: 'grey' },
  round_closed: { text: 'Round closed meanwhile', colour: 'grey' },
} as const satisfies Record<Standing, { text: string; colour: string }>

/**
 * What happened to a return that left nothing to decide about a request, in a sentence for both sides; blank while it waits or where it
 * was answered.
 */
export function sayOvertaken(request: ReturnRequest, auditReturn: ReturnThen): string {
  switch (standingOf(request, auditReturn)) {
    case 'submitted':
      return `The return was submitted at ${sayInstant(auditReturn.submittedAt ?? request.askedAt)}, before this was answered.`
    case 'extended':
      return `The due date has moved since this was asked: the return is now due at ${sayInstant(auditReturn.dueAt)}.`
    case 'not_submitted':
      return 'The return is not submitted now, so there is nothing to open again.'
    case 'not_expected':
      return 'No return is expected any more, so there is nothing to answer.'
    case 'round_closed':
      return 'The round was closed before this was answered.'
    case 'waiting':
    case 'granted':
    case 'refused':
    case 'answered':
      return ''
  }
}

/** What a request was answered, in a sentence; blank while nobody did. */
export function sayAnswered({ kind, outcome, grantedDueAt, answeredBy, answeredAt }: ReturnRequest): string {
  if (outcome === null || answeredAt === null) return ''
  const by = `${answeredBy ?? ''} at ${sayInstant(answeredAt)}`
  if (outcome === 'refused') return `Not granted by ${by}.`
  if (outcome === 'answered') return `Answered by ${by}.`
  return kind === 'more_time' && grantedDueAt !== null
    ? `Granted by ${by}: the new due date is ${sayInstant(grantedDueAt)}.`
    : `Granted by ${by}.`
}
