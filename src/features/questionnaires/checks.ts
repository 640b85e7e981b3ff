import { isBlank, type Json, type Question } from '../questions/index.ts'
import type { EstablishmentFacts } from '../establishments/index.ts'
import { placesOf, type Check, type Place } from './checkSchema.ts'
import { holds, type Answers } from './conditions.ts'

/** A check that finds something: which questions it is about, and what their answers say. */
export type Doubt = { key: string; questions: readonly string[]; says: string }

/**
 * What is doubtful in the answers to the questions that are asked. A blank answer is never doubtful, nor is one that is not asked.
 *
 * @param asked gives the questions that are asked: all conditions are gone through for it, so only when some answer is doubtful
 * @param today the day, “2026-11-30”
 */
export function doubtsIn(
  checks: readonly Check[],
  asked: () => readonly Question[],
  { facts, answers, today }: { facts: EstablishmentFacts; answers: Answers; today: string },
): Doubt[] {
  const doubtful = checks.filter(
    ({ when, rule }) => isDoubtful(rule, answers, today) && (when === undefined || holds(when, facts, answers)),
  )
  if (doubtful.length === 0) return []
  const keys = new Set(asked().map(({ key }) => key))
  return doubtful
    .map(check => ({ key: check.key, questions: [...new Set(placesOf(check).map(({ question }) => question))], says: check.says }))
    .filter(({ questions }) => questions.every(question => keys.has(question)))
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
