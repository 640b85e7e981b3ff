import { Refusal } from '../../platform/http/refusal.ts'

/**
 * How a return counts, by the group of its status: what is true of all returns in it. Sums, lists, links and letters ask for one of
 * these (`stands`, and the columns of the same names in `RETURNS_SQL`), never for a list of statuses. One that another covers counts
 * as that one while it is outstanding (`countsAs`); what can be done about it stays as its own status says.
 */
const GROUPS = {
  not_issued: ['not_issued'],
  not_started: ['issued', 'outstanding', 'not_started'],
  started: ['issued', 'outstanding', 'started'],
  sent_back: ['issued', 'outstanding', 'started', 'sent_back'],
  awaiting_chair: ['issued', 'completed', 'awaiting_chair'],
  sent: ['issued', 'completed'],
  excused: ['issued', 'not_expected', 'excused'],
} as const
export type Standing = (typeof GROUPS)[keyof typeof GROUPS][number]
export const STANDINGS: readonly Standing[] = [...new Set(Object.values(GROUPS).flat())]

type StatusFacts = { words: string; colour: string; group: keyof typeof GROUPS }

/**
 * Where a return can stand, in the order of lists: all that is known of a status but for what can be done in it (`TRANSITIONS`).
 * Extended, overdue, late, offline, sampled and bounced are facts beside it, not statuses.
 */
export const STATUSES = {
  not_issued: { words: 'Not issued', colour: 'grey', group: 'not_issued' },
  issued: { words: 'Issued', colour: 'grey', group: 'not_started' },
  opened: { words: 'Opened', colour: 'yellow', group: 'not_started' },
  in_progress: { words: 'In progress', colour: 'blue', group: 'started' },
  returned: { words: 'Returned for more work', colour: 'orange', group: 'sent_back' },
  awaiting_sign_off: { words: 'Awaiting sign-off', colour: 'purple', group: 'awaiting_chair' },
  submitted: { words: 'Submitted', colour: 'green', group: 'sent' },
  accepted: { words: 'Accepted', colour: 'green', group: 'sent' },
  excused: { words: 'Not expected', colour: 'grey', group: 'excused' },
} as const satisfies Record<string, StatusFacts>
export type ReturnStatus = keyof typeof STATUSES
export const RETURN_STATUSES = Object.keys(STATUSES) as ReturnStatus[]

/** Whether a return counts so, by its status: `stands('outstanding', status)`. */
export const stands = (standing: Standing, status: ReturnStatus): boolean =>
  (GROUPS[STATUSES[status].group] as readonly Standing[]).includes(standing)

/** What each action makes of each status; a status that is not listed refuses the action. */
export const TRANSITIONS = {
  issue: {
    not_issued: 'issued',
    issued: 'issued',
    opened: 'opened',
    in_progress: 'in_progress',
    returned: 'returned',
    awaiting_sign_off: 'awaiting_sign_off',
  },
  open: {
    issued: 'opened',
    opened: 'opened',
    in_progress: 'in_progress',
    returned: 'returned',
    awaiting_sign_off: 'awaiting_sign_off',
    submitted: 'submitted',
    accepted: 'accepted',
  },
  save: { issued: 'in_progress', opened: 'in_progress', in_progress: 'in_progress', returned: 'returned' },
  askSignOff: { opened: 'awaiting_sign_off', in_progress: 'awaiting_sign_off', returned: 'awaiting_sign_off' },
  submit: { opened: 'submitted', in_progress: 'submitted', returned: 'submitted' },
  completeSignOff: { awaiting_sign_off: 'submitted' },
  recordOffline: { not_issued: 'submitted', issued: 'submitted', opened: 'submitted', in_progress: 'submitted', returned: 'submitted' },
  keyIn: { submitted: 'submitted', accepted: 'accepted' },
  sendBack: { submitted: 'returned', awaiting_sign_off: 'returned', accepted: 'returned' },
  accept: { submitted: 'accepted' },
  extend: { not_issued: 'not_issued', issued: 'issued', opened: 'opened', in_progress: 'in_progress', returned: 'returned' },
  excuse: { not_issued: 'excused', issued: 'excused', opened: 'excused', in_progress: 'excused', returned: 'excused' },
} as const satisfies Record<string, Partial<Record<ReturnStatus, ReturnStatus>>>
export type ReturnAction = keyof typeof TRANSITIONS

/**
 * What can still be done about a return once its round is closed. Closing ends what asks something more of an establishment, and
 * its answering. What was sent can be brought to its end: the chair signs, staff accept, a return that came another way is taken
 * in and keyed in, and who is not expected is said. In a round that was not opened yet nothing can be done about a return:
 * staff change the round instead.
 */
const AFTER_CLOSING: readonly ReturnAction[] = ['completeSignOff', 'recordOffline', 'keyIn', 'accept', 'excuse']

type InRound = { status: ReturnStatus; roundStatus: 'draft' | 'open' | 'closed' }

const table: Record<ReturnAction, Partial<Record<ReturnStatus, ReturnStatus>>> = TRANSITIONS

export const can = (action: ReturnAction, status: ReturnStatus): boolean => table[action][status] !== undefined

/** The status after an action. @throws Refusal (conflict) when the status does not allow it */
export function advance(status: ReturnStatus, action: ReturnAction): ReturnStatus {
  const next = table[action][status]
  if (next === undefined) throw transitionRefused(action, status)
  return next
}

/** Whether a return allows an action, by its own status and by that of its round. */
export const canNow = (action: ReturnAction, { status, roundStatus }: InRound): boolean =>
  can(action, status) && (roundStatus === 'open' || (roundStatus === 'closed' && AFTER_CLOSING.includes(action)))

/** The status after an action of staff. @throws Refusal (conflict) when its own status or that of its round does not allow it */
export function advanceNow(standing: InRound, action: ReturnAction): ReturnStatus {
  const next = advance(standing.status, action)
  if (!canNow(action, standing)) throw roundRefused(standing.roundStatus)
  return next
}

/** To staff, about a return of a round that was not opened yet. @throws Refusal (conflict) */
export function requireOpened({ roundStatus }: Pick<InRound, 'roundStatus'>): void {
  if (roundStatus === 'draft') throw roundRefused(roundStatus)
}

/** What only staff do, and are told of in other words than the people of an establishment. */
const STAFF_ACTIONS: readonly ReturnAction[] = ['issue', 'recordOffline', 'keyIn', 'accept', 'extend', 'excuse']

function transitionRefused(action: ReturnAction, status: ReturnStatus): Refusal {
  if (stands('completed', status))
    return new Refusal('conflict', `returns.${action}.${status}`, 'This return has already been submitted', [
      STAFF_ACTIONS.includes(action)
        ? 'Nothing was changed. Send it back for more work first if it has to be changed.'
        : 'Nothing was changed. If something in the return is wrong, ask your partnership to open it again.',
    ])
  return new Refusal(
    'conflict',
    `returns.${action}.${status}`,
    `This cannot be done while the return is “${STATUSES[status].words.toLowerCase()}”`,
    ['Nothing was changed. Someone may have changed the return since you opened the page: go back and reload it.'],
  )
}

const roundRefused = (roundStatus: InRound['roundStatus']): Refusal =>
  roundStatus === 'draft'
    ? new Refusal('conflict', 'returns.round_not_open_yet', 'This round is not open yet', [
        'Nothing was changed. Open the round first, or take the establishment out of it.',
      ])
    : new Refusal('conflict', 'returns.round_closed', 'This round is closed', [
        'Nothing was changed. Open the round again first if this has to be done.',
      ])
