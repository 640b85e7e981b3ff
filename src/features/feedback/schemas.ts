import { z } from 'zod'
import { optionalText, requestKey, requiredText, wholeNumber } from '../../platform/forms/fields.ts'

const LARGEST = 2_147_483_647
const withoutReturns = (given: unknown): unknown => (typeof given === 'string' ? given.replace(/\r\n/g, '\n') : given)
const text = (name: string, max: number) => z.preprocess(withoutReturns, optionalText(name, max))

export const keyed = z.object({ _key: requestKey })
/** The form of a reply does two things, each with a key of its own. */
export const tickKeyed = z.object({ _tickKey: requestKey })

export const textsForm = z.object({
  opening: text('The opening', 2000),
  nextYear: text('What changes next year', 2000),
  nextSteps: text('What happens next', 2000),
  version: wholeNumber(LARGEST),
})

export const remarkForm = z.object({ remark: text('What you write', 4000), shown: text('What you write', 4000) })

export const replyAnswerForm = z.object({
  answer: z.preprocess(withoutReturns, requiredText('Your answer', 'Enter your answer', 4000)),
})

export const answerForm = z.object({
  _key: requestKey,
  person: requiredText('Your name', 'Enter your name', 200),
  body: text('Your reply', 4000),
})
