import { columns, valuesOf, type Condition, type Question } from '../questions/index.ts'
import { questionsOf, type QuestionnaireDocument } from '../questionnaires/index.ts'
import type { AskedOf, QuestionShape } from '../suppression/index.ts'
import { textOf } from './textOf.ts'

type Document = Pick<QuestionnaireDocument, 'sections'>

/** A question where it is asked: in which of the documents, and on what conditions, all of which have to hold. */
type Placed = { document: number; question: Question; conditions: readonly Condition[] }
type Known = { key: string; values: readonly string[]; placed: readonly Placed[]; byFacts: boolean; multiple: boolean }

/** How the answers to some questions hang together: what can be answered, and of whom each is asked. @param values what can be answered to each */
export function shapesOf(documents: readonly Document[], values: ReadonlyMap<string, readonly string[]>): QuestionShape[] {
  const known = [...values].flatMap(([key, all]): Known[] => {
    const placed = placesOf(documents, key)
    const [first] = placed
    if (!first) return []
    const byFacts = placed.every(({ conditions }) => conditions.every(condition => questionsOf(condition).length === 0))
    return [{ key, values: all, placed, byFacts, multiple: takesSeveral(first.question) }]
  })
  const byKey = new Map(known.map(question => [question.key, question]))
  const firstAlike = known.filter(
    (question, at) => !question.byFacts && !known.slice(0, at).some(other => isWithin(question, other) && isWithin(other, question)),
  )
  return known.map(question => {
    const { key, byFacts, multiple } = question
    const askedOf = byFacts ? [] : [...parentsOf(question, byKey), ...alike(question, firstAlike)]
    return { key, values: question.values, multiple, askedByFacts: byFacts, ...(askedOf.length === 0 ? {} : { askedOf }) }
  })
}

/** Each of its values is a column of yes and no, since several can be chosen. */
export const takesSeveral = (question: Question): boolean => columns(question).filter(({ type }) => type === 'boolean').length > 1

/** The questions of some documents to which several answers can be given. */
export const severalIn = (documents: readonly Document[]): Set<string> =>
  new Set(documents.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions.filter(takesSeveral).map(({ key }) => key))))

/** The values that can be counted of a question, as text. */
export const closedValues = (question: Question): string[] =>
  valuesOf(question)
    .filter(({ value }) => value !== NOT_APPLICABLE)
    .map(({ value }) => textOf(value))

/** It is counted with those who did not answer. */
const NOT_APPLICABLE = 'na'

const placesOf = (documents: readonly Document[], key: string): Placed[] =>
  documents.flatMap(({ sections }, document) =>
    sections.flatMap(section =>
      section.questions
        .filter(question => question.key === key)
        .map(question => ({
          document,
          question,
          conditions: [section.when, question.when].flatMap(when => (when ? conjuncts(when) : [])),
        })),
    ),
  )

const conjuncts = (condition: Condition): Condition[] => ('all' in condition ? condition.all.flatMap(conjuncts) : [condition])

/** Every published question on whose answers it hangs, with those answers with which it may be asked. */
function parentsOf({ placed }: Known, byKey: ReadonlyMap<string, Known>): AskedOf[] {
  const keys = new Set(placed.flatMap(({ conditions }) => conditions.flatMap(questionsOf)))
  return [...keys].flatMap(key => {
    const parent = byKey.get(key)
    const among = parent && (parent.multiple ? amongChosen(placed, parent) : amongStanding(placed, parent))
    return among ? [among] : []
  })
}

/** How an establishment can stand to a question: by an answer that is counted, or without one. */
type Standing = { value: string } | 'unanswered' | 'notAsked'

function amongStanding(placed: readonly Placed[], parent: Known): AskedOf | undefined {
  const all: Standing[] = [...parent.values.map(value => ({ value })), 'unanswered', 'notAsked']
  const conditions = placed.map(one => ({ all: one.conditions }))
  const may = all.filter(standing => conditions.some(condition => can(condition, true, parent.key, standing)))
  if (may.length === all.length) return undefined
  const beside = may.filter(standing => typeof standing === 'string')
  const must = may.every(standing => conditions.every(condition => !can(condition, false, parent.key, standing)))
  return {
    question: parent.key,
    values: may.flatMap(standing => (typeof standing === 'string' ? [] : [standing.value])),
    ...(beside.length === 0 ? {} : { beside }),
    all: must && isAskedWherever(placed, parent),
  }
}

/** Where several can be given, those who gave one of them; who gave one of some is no sum of those. */
function amongChosen(placed: readonly Placed[], parent: Known): AskedOf | undefined {
  const wanted = placed.map(({ conditions }) => conditions.find(one => 'question' in one && one.question === parent.key))
  const values = new Set(wanted.flatMap(one => (one && 'question' in one ? one.in.map(textOf) : [])))
  if (wanted.includes(undefined) || values.size !== 1) return undefined
  const all = placed.every(({ conditions }) => conditions.length === 1) && isAskedWherever(placed, parent)
  return { question: parent.key, values: parent.values.filter(value => values.has(value)), all }
}

const isAskedWherever = (placed: readonly Placed[], parent: Known): boolean =>
  parent.placed.every(({ document }) => placed.some(one => one.document === document))

/** Whether a condition can come out so for an establishment that stands so to one question, whatever else is true of it. */
function can(condition: Condition, wanted: boolean, question: string, standing: Standing): boolean {
  if ('all' in condition || 'any' in condition) {
    const parts = 'all' in condition ? condition.all : condition.any
    const each = (part: Condition) => can(part, wanted, question, standing)
    return 'all' in condition === wanted ? parts.every(each) : parts.some(each)
  }
  if ('not' in condition) return can(condition.not, !wanted, question, standing)
  if ('fact' in condition || condition.question !== question) return true
  if (standing === 'unanswered' && condition.in.includes(NOT_APPLICABLE)) return true
  return (typeof standing === 'object' && condition.in.map(textOf).includes(standing.value)) === wanted
}

/**
 * Others that are asked on the same conditions, or on fewer: whoever is asked this is asked those. Where questions hang on one that is
 * not published, this is how they still tell of each other.
 */
const alike = (question: Known, others: readonly Known[]): AskedOf[] =>
  others
    .filter(other => other !== question && isWithin(question, other))
    .map(other => ({ question: other.key, values: [], beside: ['asked'], all: isWithin(other, question) }))

/** Wherever the one is asked the other is too, on no other conditions. */
const isWithin = (one: Known, other: Known): boolean =>
  one.placed.every(({ document, conditions }) => {
    const mine = new Set(conditions.map(condition => JSON.stringify(condition)))
    const there = other.placed.find(place => place.document === document)
    return there?.conditions.every(condition => mine.has(JSON.stringify(condition))) ?? false
  })
