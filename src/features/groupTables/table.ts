import type { Id } from '../../platform/id.ts'
import { OUTCOME, type Grouped } from '../findings/index.ts'
import type { strata } from '../sampling/index.ts'

/** What a table counts: the answers to a question, the reviewers' verdicts on it, or what each review came to. */
export const WHATS = ['answers', 'verdicts', 'outcome'] as const
export type What = (typeof WHATS)[number]

export const WHAT_WORDS: Record<What, { words: string; whom: string; unanswered: string }> = {
  answers: { words: 'Answers', whom: 'Establishments that have sent their return', unanswered: 'No answer, or not applicable' },
  verdicts: { words: 'What reviewers found', whom: 'Sampled establishments', unanswered: 'Not reviewed, or cannot tell' },
  outcome: { words: 'What reviews came to', whom: 'Sampled establishments', unanswered: 'No outcome yet' },
}

/** What is counted, and by what establishments are grouped. The outcome is about no question. */
export type Shown = { what: What; question: string; by: strata.KnownStrata }

/** A table that is to be published. */
export type GroupTable = Shown & { id: Id<'groupTable'>; addedBy: string; addedAt: Date }

/** How the counts of a table are called among all that is published. */
export const groupedOf = ({ what, question, by }: Shown): Grouped => ({
  source: what === 'answers' ? 'completed' : 'reviewed',
  question: what === 'outcome' ? OUTCOME : question,
  by,
})
