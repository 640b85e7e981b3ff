import { z } from 'zod'
import { conditionSchema, isBlank, key, type Json, type Question } from '../questions/index.ts'
import type { EstablishmentFacts } from '../establishments/index.ts'
import { holds, type Answers } from './conditions.ts'

/** An answer to a question, or one part of it: a column of a list, or a part of a person's answer. */
const placeSchema = z.strictObject({ question: key, part: z.string().optional() })
type Place = z.infer<typeof placeSchema>

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

/** A check that finds something: which questions it is about, and what their answers say. */
export type Doubt = { key: string; questions: readonly string[]; says: string }

/** The questions that a check looks at, without those of its condition. */
export const placesOf = ({ rule }: Check): Place[] =>
  rule.kind === 'at_most' && typeof rule.most === 'object' ? [rule.value, rule.most] : [rule.value]

/**
 * What is doubtful in the answers to the questions that are asked. A blank answer is never doubtful, nor is one that is not asked.
 *
 * @param today the day, “2026-11-30”
 */
export function doubtsIn(
  checks: readonly Check[],
  asked: readonly Question[],
  { facts, answers, today }: { facts: EstablishmentFacts; answers: Answers; today: string },
): Doubt[] {
  const keys = new Set(asked.map(question => question.key))
  return checks.flatMap(check => {
    const questions = [...new Set(placesOf(check).map(({ question }) => question))]
    if (!questions.every(question => keys.has(question))) return []
    if (check.when && !holds(check.when, facts, answers)) return []
    return isDoubtful(check.rule, answers, today) ? [{ key: check.key, questions, says: check.says }] : []
  })
}

function isDoubtful(rule: Check['rule'], answers: Answers, today: string): boolean {
  const values = valuesAt(rule.value, answers)
  if (rule.kind === 'not_older') {
    const first = monthsBefore(today, rule.months)
    return values.some(value => typeof value === 'string' && value < first.slice(0, value.length))
  }
  const { most } = rule
  if (typeof most === 'number') return values.some(value => typeof value === 'number' && value > most)
  const limits = valuesAt(most, answers)
  return values.some((value, at) => {
    const limit = limits.length === values.length ? limits[at] : limits[0]
    return typeof value === 'number' && typeof limit === 'number' && value > limit
  })
}

/** The values at a place: one of each row of a list. */
function valuesAt({ question, part }: Place, answers: Answers): Json[] {
  const answer = answers.get(question) ?? null
  if (isBlank(answer)) return []
  if (part === undefined) return [answer]
  return (Array.isArray(answer) ? answer : [answer]).map(row =>
    typeof row === 'object' && row !== null && !Array.isArray(row) ? (row[part] ?? null) : null,
  )
}

/** The same day so many months earlier, as its parts read: of a month that is shorter too, since it is only compared. */
function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const count = year * 12 + (month - 1) - months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}${day.slice(7)}`
}

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
