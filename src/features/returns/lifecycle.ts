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
  submit: { opened: 'submitted', in_progress: 'submitted', awaiting_sign_off: 'submitted', returned: 'submitted' },
  takeIn: { not_issued: 'submitted', issued: 'submitted', opened: 'submitted', in_progress: 'submitted', returned: 'submitted' },
  keyIn: { submitted: 'submitted', accepted: 'accepted' },
  sendBack: { submitted: 'returned', awaiting_sign_off: 'returned', accepted: 'returned' },
  accept: { submitted: 'accepted' },
  extend: { not_issued: 'not_issued', issued: 'issued', opened: 'opened', in_progress: 'in_progress', returned: 'returned' },
  excuse: { not_issued: 'excused', issued: 'excused', opened: 'excused', in_progress: 'excused', returned: 'excused' },
} as const satisfies Record<string, Partial<Record<ReturnStatus, ReturnStatus>>>
export type ReturnAction = keyof typeof TRANSITIONS

const table: Record<ReturnAction, Partial<Record<ReturnStatus, ReturnStatus>>> = TRANSITIONS

export const can = (action: ReturnAction, status: ReturnStatus): boolean => table[action][status] !== undefined

/** The status after an action. @throws Refusal (conflict) when the status does not allow it */
export function advance(status: ReturnStatus, action: ReturnAction): ReturnStatus {
  const next = table[action][status]
  if (next === undefined) throw transitionRefused(action, status)
  return next
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
  if (status === 'submitted' || status === 'accepted' || status === 'awaiting_sign_off')
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
