import type { Id } from '../../platform/id.ts'

/**
 * How an establishment can be chased. Reminders are sent by the program; the others staff record. `by` says it of a chase that a
 * history tells of.
 */
export const CHASE_KINDS = {
  reminder: { words: 'Reminder', by: 'By a reminder' },
  call: { words: 'Telephone call', by: 'By telephone' },
  letter: { words: 'Letter', by: 'By letter' },
  email: { words: 'Email', by: 'By email' },
} as const
export type ChaseKind = keyof typeof CHASE_KINDS

/** What staff record: everything but reminders. */
export const RECORDED_KINDS = ['call', 'email', 'letter'] as const satisfies readonly ChaseKind[]

/** One chase: when, how, what was said, and when to chase again. Days are 'YYYY-MM-DD'. */
export type Chase = { id: Id<'chase'>; kind: ChaseKind; at: Date; byName: string; said: string; nextOn: string | null }

/** What the next chase is due like, for the order of the call sheet and for the eye. */
export type Urgency = 'today' | 'never' | 'later' | 'open'

/**
 * How urgent the next chase of a return is: its day has come, nobody chased it yet, its day lies ahead, or no day was set.
 *
 * @param today 'YYYY-MM-DD'
 */
export function urgencyOf(last: Pick<Chase, 'nextOn'> | null, today: string): Urgency {
  if (last === null) return 'never'
  if (last.nextOn === null) return 'open'
  return last.nextOn <= today ? 'today' : 'later'
}
