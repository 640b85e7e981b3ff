import { columns, valuesOf, type Condition, type Question } from '../questions/index.ts'
import { questionsOf, type QuestionnaireDocument } from '../questionnaires/index.ts'
import type { AnswerCounts, QuestionShape } from '../suppression/index.ts'
import { textOf } from './textOf.ts'

type Document = Pick<QuestionnaireDocument, 'sections'>
type Placed = { question: Question; conditions: readonly Condition[] }

/** How the answers to some questions hang together: what can be answered, and of whom each is asked. */
export function shapesOf(
  documents: readonly Document[],
  answers: ReadonlyMap<string, AnswerCounts>,
  values: ReadonlyMap<string, readonly string[]>,
): QuestionShape[] {
  return [...answers.keys()].flatMap(key => {
    const placed = placesOf(documents, key)
    const [first] = placed
    if (!first) return []
    const byFacts = placed.every(({ conditions }) => conditions.every(condition => questionsOf(condition).length === 0))
    const askedOf = byFacts ? undefined : narrowest(first.conditions, answers, answers.get(key)?.asked ?? 0)
    return [
      {
        key,
        values: values.get(key) ?? [],
        multiple: takesSeveral(first.question),
        askedByFacts: byFacts,
        ...(askedOf === undefined ? {} : { askedOf }),
      },
    ]
  })
}

/** Each of its values is a column of yes and no, since several can be chosen. */
export const takesSeveral = (question: Question): boolean => columns(question).filter(({ type }) => type === 'boolean').length > 1

/** The values that can be counted of a question, as text. */
export const closedValues = (question: Question): string[] =>
  valuesOf(question)
    .filter(({ value }) => value !== 'na')
    .map(({ value }) => textOf(value))

const placesOf = (documents: readonly Document[], key: string): Placed[] =>
  documents.flatMap(({ sections }) =>
    sections.flatMap(section =>
      section.questions
        .filter(question => question.key === key)
        .map(question => ({ question, conditions: [section.when, question.when].flatMap(when => (when ? conjuncts(when) : [])) })),
    ),
  )

const conjuncts = (condition: Condition): Condition[] => ('all' in condition ? condition.all.flatMap(conjuncts) : [condition])

/** The answers to another published question that everyone gave who was asked; the fewest of them. */
function narrowest(
  conditions: readonly Condition[],
  answers: ReadonlyMap<string, AnswerCounts>,
  asked: number,
): QuestionShape['askedOf'] | undefined {
  const bases = conditions.flatMap(condition => {
    const given = 'question' in condition ? answers.get(condition.question) : undefined
    if (!('question' in condition) || !given) return []
    const values = condition.in.map(textOf)
    return [{ question: condition.question, values, gave: values.reduce((sum, value) => sum + (given.values[value] ?? 0), 0) }]
  })
  const [base] = bases.filter(({ gave }) => gave >= asked).sort((one, other) => one.gave - other.gave)
  return base && { question: base.question, values: base.values, all: base.gave === asked }
}
