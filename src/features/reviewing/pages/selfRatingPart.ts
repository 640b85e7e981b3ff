import { type AskedQuestion } from '../../counting/index.ts'
import type { Id } from '../../../platform/id.ts'
import { selfRatingsHref } from '../../sampling/index.ts'
import type { Found, Part } from '../selfRating.ts'

/** Where the self-ratings behind a number of a line are listed. */
export const partHref = (roundId: Id<'round'>, part: Part, found: Found | 'judged'): string =>
  `${selfRatingsHref(roundId)}/verdicts?${new URLSearchParams({ ...part, found }).toString()}`

/** The title of the section that a reviewed question is in. */
export const sectionTitle = (question: string, questions: ReadonlyMap<string, AskedQuestion>): string =>
  questions.get(question)?.section.title ?? 'Questions that are not asked any more'
