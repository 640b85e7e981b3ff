import type { Json } from '../questions/index.ts'
import type { CountableQuestion } from './partQuestions.ts'
import type { CountedAnswers, FindingKind } from './finding.ts'

/** How many gave one answer to one question; "not applicable", blanks and what was not asked are left out. */
export type AnswerCount = { key: string; answer: Json; count: number }

/** A finding that the figures suggest. */
export type Suggestion = {
  question: CountableQuestion
  kind: FindingKind
  /** A beginning, for somebody to reword. */
  statement: string
  counted: CountedAnswers[]
  n: number
  of: number
}

/** How many are shown at each end. */
const ENDS = 5
/** A question that only a few of the establishments were asked says little: it is left to whoever looks for it. */
const ENOUGH_ASKED = 0.1

/**
 * The strongest and the weakest shares among the rated questions of an area or a section: what most do well, and what most fall short
 * in. Each number stands for what it counts: a strength counts good answers, a development need those that fall short.
 */
export function suggest(
  questions: readonly CountableQuestion[],
  counts: readonly AnswerCount[],
): { strongest: Suggestion[]; weakest: Suggestion[] } {
  const byKey = Map.groupBy(counts, ({ key }) => key)
  const rated = questions.filter(({ rated }) => rated).map(question => ({ question, ...tally(question, byKey.get(question.key) ?? []) }))
  const most = Math.max(...rated.map(({ of }) => of))
  const asked = rated
    .filter(({ of }) => of > most * ENOUGH_ASKED)
    .toSorted((one, other) => other.good * one.of - one.good * other.of || other.of - one.of)
  return {
    strongest: asked.slice(0, ENDS).map(({ question, good, of }) => suggestion(question, 'strength', good, of)),
    weakest: asked
      .toReversed()
      .filter(({ good, of }) => good < of)
      .slice(0, ENDS)
      .map(({ question, good, of }) => suggestion(question, 'development', of - good, of)),
  }
}

function tally({ values }: CountableQuestion, counts: readonly AnswerCount[]): { good: number; of: number } {
  const good = values.filter(value => value.good).map(({ value }) => value)
  const sum = (list: readonly AnswerCount[]) => list.reduce((total, { count }) => total + count, 0)
  return { good: sum(counts.filter(({ answer }) => good.includes(answer))), of: sum(counts) }
}

function suggestion(question: CountableQuestion, kind: 'strength' | 'development', n: number, of: number): Suggestion {
  const values = question.values.filter(value => value.good === (kind === 'strength'))
  const labels = values.map(({ label }) => `“${label.toLowerCase()}”`).join(' or ')
  return {
    question,
    kind,
    statement: `answer ${labels} to “${question.name}”`,
    counted: [{ question: question.key, values: values.map(({ value }) => value) }],
    n,
    of,
  }
}
