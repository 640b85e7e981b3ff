import { z } from 'zod'
import { choice, choices } from './choice.ts'
import { date } from './date.ts'
import { declaration } from './declaration.ts'
import { evidence } from './evidence.ts'
import { information } from './information.ts'
import { month } from './month.ts'
import { number, percentage } from './numbers.ts'
import { person } from './person.ts'
import { level, met, rag, yesNo, yesPartlyNo } from './ratings.ts'
import { table } from './table.ts'
import { longText, text } from './text.ts'

/** Every kind of question, by the code that documents call it. */
export const KINDS = {
  yes_no: yesNo,
  yes_partly_no: yesPartlyNo,
  met,
  rag,
  level,
  number,
  percentage,
  date,
  month,
  text,
  long_text: longText,
  choice,
  choices,
  person,
  table,
  evidence,
  information,
  declaration,
}

export type QuestionKind = keyof typeof KINDS
/** A question, as an author wrote it. */
export type Question = { [K in QuestionKind]: (typeof KINDS)[K] extends { schema: z.ZodType<infer Q> } ? Q : never }[QuestionKind]

const [first, ...others] = Object.values(KINDS).map(({ schema }) => schema)
if (!first) throw new Error('there is no kind of question')
export const questionSchema: z.ZodType<Question> = z.discriminatedUnion('kind', [first, ...others])
