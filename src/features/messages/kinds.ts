/** What messages are about, as staff filter by it. A new letter may take one of these, or add a line. */
export const KIND_WORDS = {
  invitation: 'Audit link',
  resend: 'Audit link again',
  extension: 'Extension',
  sign_request: 'Request to sign',
  board_request: 'Request to sign for the board',
  board_reminder: 'Reminder to sign for the board',
  sign_code: 'Code to sign',
  receipt: 'Receipt',
  evidence_request: 'Request for evidence',
  outcome: 'Outcome of a sample',
  feedback: 'Feedback',
  action_due: 'Action that is due',
  plan_due: 'Action of an establishment that is due',
  reminder: 'Reminder',
  rating_request: 'Request for ratings',
  hand_over: 'Hand-over of a return',
  returned: 'Returned for more work',
  answer: 'Answer to a request',
  sign_in: 'Sign-in',
  set_password: 'Set a password',
} as const satisfies Record<string, string>

export type MessageKind = keyof typeof KIND_WORDS
export const MESSAGE_KINDS = Object.keys(KIND_WORDS) as MessageKind[]
