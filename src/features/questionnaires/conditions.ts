import { type Condition, type Question, isBlank, valuesOf, type Json } from '../questions/index.ts'
import type { EstablishmentFact, EstablishmentFacts } from '../establishments/index.ts'
import type { QuestionnaireDocument, Section } from './document.ts'
import { shortened } from '../../platform/say.ts'

/** Answers by question key; a missing key is a blank answer. */
export type Answers = ReadonlyMap<string, Json>

/** Whether a condition holds for an establishment with these answers. A blank answer is in no list; of a multiple choice any chosen value counts. */
export const holds = (condition: Condition, facts: EstablishmentFacts, answers: Answers): boolean => {
  if ('fact' in condition) return facts[condition.fact] === (condition.is ?? true)
  if ('all' in condition) return condition.all.every(part => holds(part, facts, answers))
  if ('any' in condition) return condition.any.some(part => holds(part, facts, answers))
  if ('not' in condition) return !holds(condition.not, facts, answers)
  const answer = answers.get(condition.question)
  if (answer === undefined || isBlank(answer)) return false
  return (Array.isArray(answer) ? answer : [answer]).some(chosen => condition.in.some(wanted => wanted === chosen))
}

/** The questions whose answers a condition asks about. */
export const questionsOf = (condition: Condition): string[] => {
  if ('fact' in condition) return []
  if ('all' in condition) return condition.all.flatMap(questionsOf)
  if ('any' in condition) return condition.any.flatMap(questionsOf)
  return 'not' in condition ? questionsOf(condition.not) : [condition.question]
}

/**
 * The sections and questions that are asked of an establishment, in order; a section with nothing to ask is left out.
 * One pass is enough, because a condition may name only an earlier question (checkDocument): the answer of a question that is
 * itself not asked counts as blank, so chains of conditions close behind it.
 */
export const askedSections = (
  document: Pick<QuestionnaireDocument, 'sections'>,
  facts: EstablishmentFacts,
  answers: Answers,
): Section[] => {
  const counted = new Map<string, Json>()
  const isAsked = ({ when }: Pick<Question, 'when'>) => when === undefined || holds(when, facts, counted)
  const asked: Section[] = []
  for (const { section, isWhole, askedAbout } of closely(document.sections)) {
    if (!isAsked(section)) continue
    const questions = isWhole ? section.questions : section.questions.filter(isAskedHere).map(question => asAsked(question, facts))
    if (isWhole) for (const key of askedAbout) count(key)
    if (questions.length > 0) asked.push(isWhole ? section : { ...section, questions })
  }
  return asked

  function isAskedHere(question: Question): boolean {
    if (!isAsked(question)) return false
    count(question.key)
    return true
  }
  function count(key: string): void {
    counted.set(key, answers.get(key) ?? null)
  }
}

/** A question with the strength that it has for this establishment: where law requires it of only some, guidance asks it of the others. */
const asAsked = (question: Question, facts: EstablishmentFacts): Question =>
  question.mustFor !== undefined && holds(question.mustFor, facts, NO_ANSWERS) ? asMust(question) : question

/** The same object each time, since what is drawn of a question is kept with it. */
function asMust(question: Question): Question {
  const known = musts.get(question)
  if (known) return known
  const made: Question = { ...question, strength: 'must' }
  musts.set(question, made)
  return made
}
const musts = new WeakMap<Question, Question>()
const NO_ANSWERS: Answers = new Map()

/** A section of which every question is asked as it is written, with those of its questions that conditions ask about: most sections are whole. */
type Looked = { section: Section; isWhole: boolean; askedAbout: readonly string[] }
const lookedAt = new WeakMap<readonly Section[], readonly Looked[]>()

function closely(sections: readonly Section[]): readonly Looked[] {
  const known = lookedAt.get(sections)
  if (known) return known
  const named = new Set(sections.flatMap(section => [section, ...section.questions]).flatMap(({ when }) => (when ? questionsOf(when) : [])))
  const fresh = sections.map(section => ({
    section,
    isWhole: section.questions.every(({ when, mustFor }) => when === undefined && mustFor === undefined),
    askedAbout: section.questions.filter(({ key }) => named.has(key)).map(({ key }) => key),
  }))
  lookedAt.set(sections, fresh)
  return fresh
}

/** A condition in words for staff: "asked only if the establishment has boarders". */
export const conditionWords = (condition: Condition, document: Pick<QuestionnaireDocument, 'sections'>): string =>
  `asked only if ${words(condition, document, true)}`

const FACT_WORDS: Record<EstablishmentFact, readonly [yes: string, no: string]> = {
  boarders: ['the establishment has boarders', 'the establishment has no boarders'],
  nursery: ['the establishment has nursery classes', 'the establishment has no nursery classes'],
  sixthForm: ['the establishment has a sixth form', 'the establishment has no sixth form'],
  independent: ['the establishment is independent', 'the establishment is not independent'],
  special: ['it is a special school or institution', 'it is not a special school or institution'],
  alternativeProvision: ['it is alternative provision', 'it is not alternative provision'],
  maintained: ['it is maintained by the local authority', 'it is not maintained by the local authority'],
  academy: ['it is an academy or free school', 'it is not an academy or free school'],
  primaryAged: ['it has children of primary age', 'it has no children of primary age'],
  secondaryAged: ['it has young people of secondary age', 'it has no young people of secondary age'],
  post16: ['it has students over 16', 'it has no students over 16'],
}

/** `positive` carries a "not" down to where it can be said plainly; "not (a and b)" becomes "not a or not b". */
const words = (condition: Condition, document: Pick<QuestionnaireDocument, 'sections'>, positive: boolean): string => {
  if ('fact' in condition) return FACT_WORDS[condition.fact][(condition.is ?? true) === positive ? 0 : 1]
  if ('not' in condition) return words(condition.not, document, !positive)
  if ('question' in condition) return answerWords(condition, document, positive)
  const [parts, both] = 'all' in condition ? [condition.all, positive] : [condition.any, !positive]
  const said = parts.map(part =>
    'all' in part || 'any' in part ? `(${words(part, document, positive)})` : words(part, document, positive),
  )
  return said.join(both ? ' and ' : ' or ')
}

const answerWords = (
  condition: Extract<Condition, { question: string }>,
  document: Pick<QuestionnaireDocument, 'sections'>,
  positive: boolean,
): string => {
  const question = document.sections.flatMap(section => section.questions).find(({ key }) => key === condition.question)
  const name = question ? (question.shortLabel ?? shortened(question.label, 80)) : condition.question
  const labels = condition.in.map(wanted => {
    const known = question ? valuesOf(question).find(({ value }) => value === wanted) : undefined
    return `“${known?.label ?? String(wanted)}”`
  })
  return `the answer to “${name}” is ${positive ? '' : 'not '}${labels.join(' or ')}`
}
