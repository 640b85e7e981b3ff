import { Refusal } from '../../platform/http/refusal.ts'

/** Where a return stands. Extended, overdue, late, offline, sampled and bounced are facts beside it, not statuses. */
export const RETURN_STATUSES = [
  'not_issued',
  'issued',
  'opened',
  'in_progress',
  'awaiting_sign_off',
  'submitted',
  'returned',
  'accepted',
  'excused',
] as const
export type ReturnStatus = (typeof RETURN_STATUSES)[number]

/** Whether what the establishment sent stands: it sent it, and has not been asked for more work since. */
export const isSent = (status: ReturnStatus): boolean => status === 'awaiting_sign_off' || status === 'submitted' || status === 'accepted'

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
  takeIn: { not_issued: 'submitted', issued: 'submitted', opened: 'submitted', in_progress: 'submitted', returned: 'submitted' },
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
const AFTER_CLOSING: readonly ReturnAction[] = ['completeSignOff', 'takeIn', 'keyIn', 'accept', 'excuse']

type Standing = { status: ReturnStatus; roundStatus: 'draft' | 'open' | 'closed' }

const table: Record<ReturnAction, Partial<Record<ReturnStatus, ReturnStatus>>> = TRANSITIONS

export const can = (action: ReturnAction, status: ReturnStatus): boolean => table[action][status] !== undefined

/** The status after an action. @throws Refusal (conflict) when the status does not allow it */
export function advance(status: ReturnStatus, action: ReturnAction): ReturnStatus {
  const next = table[action][status]
  if (next === undefined) throw transitionRefused(action, status)
  return next
}

/** Whether a return allows an action, by its own status and by that of its round. */
export const canNow = (action: ReturnAction, { status, roundStatus }: Standing): boolean =>
  can(action, status) && (roundStatus === 'open' || (roundStatus === 'closed' && AFTER_CLOSING.includes(action)))

/** The status after an action of staff. @throws Refusal (conflict) when its own status or that of its round does not allow it */
export function advanceNow(standing: Standing, action: ReturnAction): ReturnStatus {
  const next = advance(standing.status, action)
  if (!canNow(action, standing)) throw roundRefused(standing.roundStatus)
  return next
}

/** To staff, about a return of a round that was not opened yet. @throws Refusal (conflict) */
export function requireOpened({ roundStatus }: Pick<Standing, 'roundStatus'>): void {
  if (roundStatus === 'draft') throw roundRefused(roundStatus)
}

/** The statuses from which an action is possible, for statements over many returns. */
export const statusesThatAllow = (action: ReturnAction): ReturnStatus[] => RETURN_STATUSES.filter(status => can(action, status))

export const STATUS_WORDS: Record<ReturnStatus, string> = {
  not_issued: 'Not issued',
  issued: 'Issued',
  opened: 'Opened',
  in_progress: 'In progress',
  awaiting_sign_off: 'Awaiting sign-off',
  submitted: 'Submitted',
  returned: 'Returned for more work',
  accepted: 'Accepted',
  excused: 'Excused',
}

/** What only staff do, and are told of in other words than the people of an establishment. */
const OFFICE_ACTIONS: readonly ReturnAction[] = ['issue', 'takeIn', 'keyIn', 'accept', 'extend', 'excuse']

function transitionRefused(action: ReturnAction, status: ReturnStatus): Refusal {
  if (isSent(status))
    return new Refusal('conflict', `returns.${action}.${status}`, 'This return has already been submitted', [
      OFFICE_ACTIONS.includes(action)
        ? 'Nothing was changed. Send it back for more work first if it has to be changed.'
        : 'Nothing was changed. If something in it is wrong, ask your partnership to open it again.',
    ])
  return new Refusal(
    'conflict',
    `returns.${action}.${status}`,
    `This cannot be done while the return is “${STATUS_WORDS[status].toLowerCase()}”`,
    ['Nothing was changed. Somebody may have changed the return since you opened the page: go back and reload it.'],
  )
}

const roundRefused = (roundStatus: Standing['roundStatus']): Refusal =>
  roundStatus === 'draft'
    ? new Refusal('conflict', 'returns.round_not_open_yet', 'This round is not open yet', [
        'Nothing was changed. Open the round first, or take the establishment out of it.',
      ])
    : new Refusal('conflict', 'returns.round_closed', 'This round is closed', [
        'Nothing was changed. Open the round again first if this has to be done.',
      ])
