import type { Condition, Question, QuestionnaireDocument } from './document.ts'
import { columns, valuesOf } from './kinds/index.ts'

/** How long the short declaration (set F) is: 15 confirmations and 3 free texts. */
const DECLARATION_LENGTH = { confirmations: 15, texts: 3 } as const

/**
 * The faults of a document that its shape alone does not show, as sentences for its author; none when it can be published.
 * Every fault is reported, not only the first.
 */
export const checkDocument = (document: QuestionnaireDocument): string[] => [
  ...duplicates(document.sections.map(({ key }) => key)).map(key => `Two sections have the key "${key}".`),
  ...duplicates(questionsOf(document).map(({ key }) => key)).map(key => `Two questions have the key "${key}".`),
  ...duplicates(document.evidenceAreas.map(({ key }) => key)).map(key => `Two evidence areas have the key "${key}".`),
  ...columnFaults(document),
  ...areaFaults(document),
  ...conditionFaults(document),
  ...questionsOf(document).flatMap(questionFaults),
  ...declarationFaults(document),
]

const questionsOf = (document: QuestionnaireDocument): Question[] => document.sections.flatMap(section => section.questions)

const duplicates = (keys: readonly string[]): string[] => [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))]

/** Two questions may differ in key and still claim the same column: "x" with its score, and a question "x__score". */
const columnFaults = (document: QuestionnaireDocument): string[] => {
  const unique = [...new Map(questionsOf(document).map(question => [question.key, question])).values()]
  const headers = unique.flatMap(question => [...new Set(columns(question).map(({ key }) => key))])
  return duplicates(headers).map(header => `Two questions claim the workbook column "${header}".`)
}

const areaFaults = (document: QuestionnaireDocument): string[] => {
  const known = document.evidenceAreas.map(({ key }) => key)
  const named = questionsOf(document).flatMap(question => (question.areas ?? []).map(area => ({ area, question: question.key })))
  return [
    ...named
      .filter(({ area }) => !known.includes(area))
      .map(({ area, question }) => `"${question}" belongs to the evidence area "${area}", which the document does not name.`),
    ...known.filter(area => !named.some(found => found.area === area)).map(area => `No question belongs to the evidence area "${area}".`),
  ]
}

const conditionFaults = (document: QuestionnaireDocument): string[] => {
  const earlier = new Map<string, Question>()
  const all = new Set(questionsOf(document).map(({ key }) => key))
  return document.sections.flatMap(section => {
    const ofSection = namedIn(section.when).flatMap(named => namedFaults(`Section "${section.key}"`, named, earlier, all))
    const ofQuestions = section.questions.flatMap(question => {
      const faults = namedIn(question.when).flatMap(named => namedFaults(`"${question.key}"`, named, earlier, all))
      earlier.set(question.key, question)
      return faults
    })
    return [...ofSection, ...ofQuestions]
  })
}

type Named = Extract<Condition, { question: string }>

const namedIn = (condition: Condition | undefined): Named[] => {
  if (condition === undefined || 'fact' in condition) return []
  if ('question' in condition) return [condition]
  if ('not' in condition) return namedIn(condition.not)
  return ('all' in condition ? condition.all : condition.any).flatMap(namedIn)
}

const namedFaults = (who: string, named: Named, earlier: ReadonlyMap<string, Question>, all: ReadonlySet<string>): string[] => {
  const question = earlier.get(named.question)
  if (!question) {
    const why = all.has(named.question) ? 'which does not come before it' : 'which does not exist'
    return [`${who} is asked depending on "${named.question}", ${why}.`]
  }
  const possible = valuesOf(question).map(({ value }) => value)
  if (possible.length === 0) return [`${who} is asked depending on "${named.question}", whose answers are not a list to compare with.`]
  return named.in
    .filter(wanted => !possible.includes(wanted))
    .map(wanted => `${who} is asked if "${named.question}" is "${wanted}", which it cannot be: its values are ${possible.join(', ')}.`)
}

const questionFaults = (question: Question): string[] => {
  if (question.kind === 'choice' || question.kind === 'choices') return optionFaults(`"${question.key}"`, question.options)
  if (question.kind === 'number') return orderFault(question.key, question.min, question.max)
  if (question.kind !== 'table') return []
  return [
    ...duplicates(question.columns.map(({ key }) => key)).map(key => `"${question.key}" has two columns with the key "${key}".`),
    ...question.columns.flatMap(column => {
      const name = `Column "${column.key}" of "${question.key}"`
      if (column.kind !== 'choice') return []
      return column.options?.length ? optionFaults(name, column.options) : [`${name} is a choice without options.`]
    }),
    ...orderFault(question.key, question.minRows, question.maxRows),
  ]
}

const optionFaults = (name: string, options: readonly { value: string }[]): string[] => [
  ...duplicates(options.map(({ value }) => value)).map(value => `${name} has two options with the value "${value}".`),
  ...options
    .filter(({ value }) => !/^[a-z0-9][a-z0-9_]*$/.test(value))
    .map(({ value }) => `${name} has the option value "${value}": use small letters, digits and underscores, since it becomes a column.`),
]

const orderFault = (key: string, least: number | undefined, most: number | undefined): string[] =>
  least !== undefined && most !== undefined && least > most ? [`"${key}" asks for at least ${least} and at most ${most}.`] : []

const declarationFaults = (document: QuestionnaireDocument): string[] => {
  if (document.set !== 'F') return []
  const kinds = questionsOf(document).map(({ kind }) => kind)
  const confirmations = kinds.filter(kind => kind === 'yes_no' || kind === 'declaration').length
  const texts = kinds.filter(kind => kind === 'text' || kind === 'long_text').length
  const { confirmations: wanted, texts: wantedTexts } = DECLARATION_LENGTH
  return [
    ...(confirmations === wanted ? [] : [`The short declaration has ${wanted} confirmations; this one has ${confirmations}.`]),
    ...(texts === wantedTexts ? [] : [`The short declaration has ${wantedTexts} free texts; this one has ${texts}.`]),
  ]
}
