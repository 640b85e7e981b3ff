import type { QuestionKind } from '../questionnaires/index.ts'

/** What the codes say that belong to no other feature's face. */
export const KIND_WORDS: Record<Exclude<QuestionKind, 'information'>, string> = {
  yes_no: 'Yes or no',
  yes_partly_no: 'Yes, partly or no',
  met: 'Met, partly met or not met',
  rag: 'Red, amber or green',
  level: 'Level 1 (best) to 4',
  number: 'Number',
  percentage: 'Percentage, 0 to 100',
  date: 'Day',
  text: 'Short text',
  long_text: 'Long text',
  choice: 'One of several',
  choices: 'Any of several',
  person: 'Person',
  table: 'Repeating list',
  evidence: 'Evidence',
  declaration: 'Declaration',
}

export const STRENGTH_WORDS = { must: 'Must', should: 'Should', good_practice: 'Good practice' } as const

export const SECTION_STATE_WORDS = {
  not_started: 'Nothing given yet',
  in_progress: 'Something is still missing',
  complete: 'Nothing is missing',
  not_asked: 'Not asked of this establishment',
} as const

export const EXCUSED_WORDS = {
  closed: 'Closed',
  covered: 'Covered by another return',
  not_applicable: 'Not applicable',
  declined: 'Declined',
} as const

export const VIA_WORDS = { online: 'Online', offline: 'As an Excel file or on paper' } as const
export const ANSWERED_VIA_WORDS = {
  online: 'Typed in by the establishment',
  offline: 'Keyed in by the partnership from an Excel file or paper',
} as const
export const RECEIVED_WORDS = { online: 'Attached online', email: 'Received by email' } as const
export const CHASE_WORDS = { reminder: 'Reminder', call: 'Telephone call', letter: 'Letter', email: 'Email' } as const
export const MAIL_WORDS = { queued: 'Waiting to be sent', sending: 'Being sent', sent: 'Sent', failed: 'Could not be sent' } as const
