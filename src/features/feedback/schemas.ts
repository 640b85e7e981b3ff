import { z } from 'zod'
import { optionalText, requestKey, requiredText, wholeNumber } from '../../platform/forms/fields.ts'

const LARGEST = 2_147_483_647
const text = (name: string, max: number) =>
  z.preprocess(given => (typeof given === 'string' ? given.replace(/\r\n/g, '\n') : given), optionalText(name, max))

export const keyed = z.object({ _key: requestKey })

export const textsForm = z.object({
  opening: text('The opening', 2000),
  nextYear: text('What changes next year', 2000),
  nextSteps: text('What happens next', 2000),
  version: wholeNumber(LARGEST),
})

export const remarkForm = z.object({ remark: text('What you write', 4000), shown: text('What you write', 4000) })

export const answerForm = z.object({
  _key: requestKey,
  person: requiredText('Your name', 'Enter your name', 200),
  body: text('Your reply', 4000),
})
