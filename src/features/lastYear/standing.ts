import { isDeepStrictEqual } from 'node:util'
import { isBlank, takesAnswer, type Question, type Response } from '../questions/index.ts'
import type { LastReturn } from './actions.ts'
import type { Offer } from './offer.ts'

/** How the questions of a section stand to last year: each that takes an answer counts once in the first four. */
type LastYearCounts = {
  unchanged: number
  changed: number
  /** Not asked then. */
  fresh: number
  /** Asked then, and left blank. */
  silent: number
  /** Of all these, those that are answered now as they were then. */
  same: number
}

/** Whether a question was not asked then. */
export const isNewIn = ({ document }: Pick<LastReturn, 'document'>, { key }: Question): boolean =>
  !document.sections.some(section => section.questions.some(question => question.key === key))

/** How questions stand to last year. @param responses of this year */
export function countsOf(
  last: Pick<LastReturn, 'document'>,
  offers: ReadonlyMap<string, Offer>,
  questions: readonly Question[],
  responses: ReadonlyMap<string, Response>,
): LastYearCounts {
  const counts: LastYearCounts = { unchanged: 0, changed: 0, fresh: 0, silent: 0, same: 0 }
  for (const question of questions.filter(takesAnswer)) {
    const offer = offers.get(question.key)
    if (offer) counts[offer.changes.length === 0 ? 'unchanged' : 'changed'] += 1
    else counts[isNewIn(last, question) ? 'fresh' : 'silent'] += 1
    if (offer && saysTheSame(offer, responses.get(question.key))) counts.same += 1
  }
  return counts
}

/** A comment that was reworded, or another day for an action, is no other answer. */
const saysTheSame = ({ response }: Offer, now: Response | undefined): boolean =>
  now !== undefined && !isBlank(now.answer) && isDeepStrictEqual(response.answer, now.answer)
