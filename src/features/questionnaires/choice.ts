import { type Question, takesAnswer } from '../questions/index.ts'
import { isRequired } from './completeness.ts'
import { conditionWords } from './conditions.ts'
import { placesOf, type Check } from './checkSchema.ts'
import type { QuestionnaireDocument, Section } from './document.ts'
import { simplified } from './simplified.ts'

/** What a partnership chooses of a question: that it must be answered, that it may be left blank, or that it is not asked. */
export const CHOICES = ['compulsory', 'optional', 'left_out'] as const
export type Choice = (typeof CHOICES)[number]
export type ChoiceOf = ReadonlyMap<string, Choice>
export type Counts = Record<Choice, number>

/** The questions of a set that there is something to choose of: a block to read stays as long as a question of its section does. */
export const choosable = ({ sections }: Pick<QuestionnaireDocument, 'sections'>): Question[] =>
  sections.flatMap(({ questions }) => questions.filter(takesAnswer))

/** What the set itself says of a question. */
export const ownChoice = (question: Question): Choice => (isRequired(question) ? 'compulsory' : 'optional')

/**
 * What may be chosen of a question. What law requires is asked, and is compulsory where the set has it so: "must" stands only where law
 * says it, of every establishment or of some (decision 0076). Nothing of the short declaration is left out.
 */
export const mayChoose = (question: Question, of: Pick<QuestionnaireDocument, 'set'>): readonly Choice[] => {
  if (!isLaw(question)) return asksAll(of) ? ['compulsory', 'optional'] : CHOICES
  return ownChoice(question) === 'compulsory' ? ['compulsory'] : ['compulsory', 'optional']
}

/** The short declaration is as long as `shortDeclarationFaults` wants it. */
const asksAll = ({ set }: Pick<QuestionnaireDocument, 'set'>): boolean => set === 'F'

const isLaw = ({ strength, mustFor }: Question): boolean => strength === 'must' || mustFor !== undefined

/** Why a question cannot be left out; blank where it can. */
export function whyStays(question: Question, document: QuestionnaireDocument): string {
  if (!isLaw(question)) return asksAll(document) ? 'The short declaration always asks all of its questions.' : ''
  const { strength, mustFor, reference } = question
  const source = reference === undefined ? '' : `: ${reference}`
  if (strength === 'must' || mustFor === undefined) return `The law requires what it asks${source}.`
  return `The law requires what it asks of some, where ${conditionWords(mustFor, document).replace('asked only if ', '')}${source}.`
}

/** What was chosen of each question: read from what it was chosen from and what came of it. */
export function choiceIn(from: QuestionnaireDocument, chosen: QuestionnaireDocument): ChoiceOf {
  const asked = new Map(choosable(chosen).map(question => [question.key, question]))
  return new Map(
    choosable(from).map(({ key }) => {
      const question = asked.get(key)
      return [key, question ? ownChoice(question) : 'left_out'] as const
    }),
  )
}

/** How many questions are compulsory, optional and left out. */
export const countsOf = (questions: readonly Question[], choice: ChoiceOf): Counts => {
  const counts = { compulsory: 0, optional: 0, left_out: 0 }
  for (const question of questions) counts[choice.get(question.key) ?? ownChoice(question)] += 1
  return counts
}

/** What a choice makes of a set, and what else follows from what is left out, in sentences. */
export type Chosen = {
  document: QuestionnaireDocument
  /** Questions that are asked only because of an answer that nobody gives any more: the choice must leave them out as well. */
  unreachable: { question: Question; because: readonly string[] }[]
  follows: string[]
}

/** Makes a choice. Conditions lose what they said of questions that are left out; so do the checks between answers, and the evidence areas. */
export function withChoice(from: QuestionnaireDocument, choice: ChoiceOf): Chosen {
  const out = new Set(choosable(from).flatMap(({ key }) => (choice.get(key) === 'left_out' ? [key] : [])))
  const unreachable: Chosen['unreachable'] = []
  const follows: string[] = []
  const sections = from.sections.flatMap(section => {
    const when = conditionOf(section, out)
    if (when.never) {
      unreachable.push(...left(section, out).map(question => ({ question, because: when.because })))
      return []
    }
    const questions = section.questions.flatMap(question => {
      if (out.has(question.key)) return []
      const own = conditionOf(question, out)
      if (own.never && takesAnswer(question)) unreachable.push({ question, because: own.because })
      if (own.never) return []
      if (own.changed && takesAnswer(question)) follows.push(askedOtherwise(question, own.when, from))
      return [withRequired(own.changed ? withWhen(question, own.when) : question, choice.get(question.key))]
    })
    if (!questions.some(takesAnswer)) {
      follows.push(`The section “${section.title}” has no question any more, and is left out.`)
      return []
    }
    if (when.changed) follows.push(askedOtherwise({ label: section.title }, when.when, from))
    return [{ ...(when.changed ? withWhen(section, when.when) : section), questions }]
  })
  const { checks, ...rest } = from
  const kept = checksOf(checks ?? [], out, follows)
  const document = { ...rest, ...areasOf(from, sections, follows), sections, ...(kept.length === 0 ? {} : { checks: kept }) }
  return { document, unreachable, follows }
}

const left = ({ questions }: Section, out: ReadonlySet<string>): Question[] =>
  questions.filter(question => takesAnswer(question) && !out.has(question.key))

type When = Question['when']

function conditionOf({ when }: { when?: When }, out: ReadonlySet<string>) {
  const because: string[] = []
  const rest =
    when === undefined
      ? true
      : simplified(when, key => {
          if (out.has(key)) because.push(key)
          return out.has(key)
        })
  return { never: rest === false, changed: because.length > 0, when: typeof rest === 'boolean' ? undefined : rest, because }
}

const withWhen = <Asked extends { when?: When }>(asked: Asked, when: When): Asked => {
  const { when: _before, ...rest } = asked
  return (when === undefined ? rest : { ...rest, when }) as Asked
}

/** As the set has it where that is what is chosen, so that a choice of nothing is the set itself. */
const withRequired = (question: Question, chosen: Choice | undefined): Question =>
  chosen === undefined || !takesAnswer(question) || chosen === ownChoice(question)
    ? question
    : { ...question, required: chosen === 'compulsory' }

const askedOtherwise = ({ label }: Pick<Question, 'label'>, when: When, from: QuestionnaireDocument): string =>
  when === undefined ? `“${label}” is then asked of all.` : `“${label}” is then ${conditionWords(when, from)}.`

function areasOf({ evidenceAreas }: QuestionnaireDocument, sections: readonly Section[], follows: string[]) {
  const named = new Set(sections.flatMap(({ questions }) => questions.flatMap(({ areas }) => areas ?? [])))
  const gone = evidenceAreas.filter(({ key }) => !named.has(key))
  for (const { title } of gone) follows.push(`No question belongs to the evidence area “${title}” any more: reviewers do not look at it.`)
  return { evidenceAreas: evidenceAreas.filter(({ key }) => named.has(key)) }
}

function checksOf(checks: readonly Check[], out: ReadonlySet<string>, follows: string[]): Check[] {
  const kept = checks.flatMap(check => {
    const when = conditionOf(check, out)
    return when.never || placesOf(check).some(({ question }) => out.has(question))
      ? []
      : [when.changed ? withWhen(check, when.when) : check]
  })
  const gone = checks.length - kept.length
  if (gone > 0)
    follows.push(
      `${gone === 1 ? 'One comparison' : `${gone} comparisons`} of answers with each other ${gone === 1 ? 'is' : 'are'} not made any more.`,
    )
  return kept
}

/** The name of a question in sentences. */
export const nameOf = ({ shortLabel, label }: Question): string => shortLabel ?? label
