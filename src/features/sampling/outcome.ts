import type { TagColour } from '../../platform/http/components.ts'

/** What the review of an establishment comes to. */
export const OUTCOMES = ['assured', 'partly_assured', 'not_assured', 'no_evidence'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What each outcome is called, what it means to staff who choose it (`hint`) and to the establishment that reads it (`means`). */
export const OUTCOME_WORDS: Record<Outcome, { words: string; colour: TagColour; hint: string; means: string }> = {
  assured: {
    words: 'Assured',
    colour: 'green',
    hint: 'The evidence shows what they said',
    means: 'This means that what you sent shows what we asked about.',
  },
  partly_assured: {
    words: 'Partly assured',
    colour: 'yellow',
    hint: 'The evidence shows part of it',
    means: 'This means that what you sent shows part of what we asked about.',
  },
  not_assured: {
    words: 'Not assured',
    colour: 'red',
    hint: 'The evidence does not show it, or shows something that needs work',
    means: 'This means that what you sent does not show what we asked about, or shows something that needs work.',
  },
  no_evidence: {
    words: 'No evidence received',
    colour: 'grey',
    hint: 'Nothing was sent that could be looked at',
    means: 'This means that we did not receive evidence that we could look at.',
  },
}
