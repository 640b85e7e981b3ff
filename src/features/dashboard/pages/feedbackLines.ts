import type { StatNumber } from '../../../platform/http/components.ts'
import type { Id } from '../../../platform/id.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds, type StaffPermission } from '../../accounts/index.ts'
import type { feedbackBegun } from '../../feedback/index.ts'
import type { StaffActor } from '../../history/index.ts'

/** One thing to do: who may, how many of it there are, what it says, and the list that it opens. */
export type TodoEntry = [StaffPermission, number, string, string]

export type FeedbackBegun = Awaited<ReturnType<typeof feedbackBegun>>

const hrefOf = (roundId: Id<'round'>, show: string): string => `/rounds/${roundId}/feedback?show=${show}`

/** How many have their feedback, once it was begun. What could not be delivered, or has still to leave, is not counted. */
export function feedbackStats(
  roundId: Id<'round'>,
  { answered, sent, drafted }: FeedbackBegun & { answered: number },
  actor: StaffActor,
): StatNumber[] {
  if (drafted === 0) return []
  const to = roleHolds(actor.role, 'feedback.manage') ? { href: hrefOf(roundId, 'sent') } : {}
  return [{ number: sent, label: 'Have their feedback', ...to, note: `of ${answered}`, tone: sent === answered ? 'good' : 'quiet' }]
}

/** What feedback asks of staff: replies to answer, and what could not be delivered. */
export const feedbackTodo = (roundId: Id<'round'>, { toAnswer, undelivered }: FeedbackBegun): TodoEntry[] => [
  [
    'feedback.manage',
    toAnswer,
    `Answer what ${sayCount(toAnswer, 'establishment')} wrote back about ${toAnswer === 1 ? 'its' : 'their'} feedback`,
    hrefOf(roundId, 'to_answer'),
  ],
  [
    'feedback.manage',
    undelivered,
    `Feedback to ${sayCount(undelivered, 'establishment')} could not be delivered`,
    hrefOf(roundId, 'undelivered'),
  ],
]
