import { z } from 'zod'
import { PLAN_STATES } from '../actionPlan/index.ts'

/** How many others gave an answer: numbers stand in what was sent before they were told in words. */
const given = z.object({ words: z.string(), number: z.number() })

/** One rating of the establishment beside those of others; `others` is empty where nothing may be told of them. */
const rating = z.object({
  label: z.string(),
  own: z.string(),
  fallsShort: z.boolean(),
  of: z.number().optional(),
  others: z.union([z.string(), z.array(given)]),
})

/** An action of its own, and how far the establishment said it is: what was sent before that was told has no state. */
const action = z.object({
  about: z.string(),
  what: z.string(),
  owner: z.string(),
  dueOn: z.string().nullable(),
  state: z.enum(PLAN_STATES).optional(),
  saidOn: z.string().nullable().optional(),
})

/** What the review of one sample came to. What was drafted before samples were named has a blank name and no day. */
const review = z.object({
  sample: z.string(),
  concludedOn: z.string().nullable(),
  outcome: z.string(),
  means: z.string(),
  note: z.string(),
  looked: z.string(),
  verdicts: z.array(z.object({ label: z.string(), verdict: z.string(), quote: z.string() })),
})

/**
 * What the data say to one establishment, as they stood when it was drafted. Words alone: what was sent is read years later, when
 * questions and scales may be others.
 */
export const feedbackContent = z.object({
  /** Whether a return came in; without one, only what is held is said. */
  returned: z.boolean(),
  standing: z.string(),
  /** "the 42 establishments of the group “Primary” that sent their return"; blank where nothing is compared. */
  comparedWith: z.string(),
  /** What the words mean in which others are told of; what was sent with numbers has none. */
  scale: z.string().optional(),
  /** Whether the establishment is one of them; what was sent before that was kept is. */
  isCounted: z.boolean().optional(),
  sections: z.array(z.object({ title: z.string(), ratings: z.array(rating) })),
  good: z.array(z.string()),
  actions: z.array(action),
  /** How many there are, with those that are not listed. */
  actionsInAll: z.object({ all: z.number(), finished: z.number() }).optional(),
  /** What reviewers found, sample by sample, once its review was concluded; `inReview` while one is not. */
  reviews: z.array(review),
  inReview: z.boolean(),
  held: z.object({ answers: z.number(), files: z.number() }),
})

export type FeedbackContent = z.output<typeof feedbackContent>
export type ComparedRating = z.output<typeof rating>

/** What staff write to all establishments of a round, and, as `remark`, to one. */
export type FeedbackTexts = { opening: string; nextYear: string; nextSteps: string }
export const saidTexts = z.object({ opening: z.string(), nextYear: z.string(), nextSteps: z.string(), remark: z.string() })
export type SaidTexts = z.output<typeof saidTexts>
