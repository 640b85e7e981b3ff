import { z } from 'zod'
import { conditionSchema, key } from '../questions/index.ts'

/** An answer to a question, or one part of it: a column of a list, or a part of a person's answer. */
const placeSchema = z.strictObject({ question: key, part: z.string().optional() })
export type Place = z.infer<typeof placeSchema>

const rules = {
  /** A number that is greater than another, or than any that is likely. In one list they are compared row by row. */
  at_most: z.strictObject({ kind: z.literal('at_most'), value: placeSchema, most: z.union([placeSchema, z.number()]) }),
  /** A day or a month that is longer ago than so many months. */
  not_older: z.strictObject({ kind: z.literal('not_older'), value: placeSchema, months: z.number().int().min(1) }),
}

/** What answers say together that is seldom right. Whoever answers is asked whether it is, and is never stopped. */
export const checkSchema = z.strictObject({
  key,
  when: conditionSchema.optional(),
  rule: z.discriminatedUnion('kind', [rules.at_most, rules.not_older]),
  /** What the answers say, as a sentence; the page asks “Is that right?”. */
  says: z.string().min(10),
})
export type Check = z.infer<typeof checkSchema>

/** The questions that a check looks at, without those of its condition. */
export const placesOf = ({ rule }: Check): Place[] =>
  rule.kind === 'at_most' && typeof rule.most === 'object' ? [rule.value, rule.most] : [rule.value]

/** Checks that look at what the document does not ask: a fault for each, with the path to it. */
export const checkFaults = (checks: readonly Check[], keys: ReadonlySet<string>) =>
  checks.flatMap((check, at) =>
    placesOf(check)
      .filter(({ question }) => !keys.has(question))
      .map(({ question }) => ({
        path: ['checks', at, 'rule'],
        message: `The check "${check.key}" looks at "${question}", which does not exist.`,
      })),
  )
