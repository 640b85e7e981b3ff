import { checkFaults } from './checkSchema.ts'
import { documentSchema, type QuestionnaireDocument } from './document.ts'
import { shortDeclarationFaults } from './library/shortDeclaration.ts'
import { columns, kindOf, valuesOf, type AsksForPeople, type Condition, type Question, type Fault } from '../questions/index.ts'
import { shapeFault } from './shapeFaults.ts'

type Path = Fault['path']

/** For a document of a set that its partnership does not have. */
export const noSuchSet = (set: string): Fault => ({ path: ['set'], message: `There is no question set ${set}.` })

/** A document that can be stored, or all that is wrong with what somebody wrote. */
export type ReadDocument = { ok: true; document: QuestionnaireDocument } | { ok: false; faults: readonly Fault[] }

/** A document that cannot be published, with everything that is wrong with it. */
export class FaultyDocument extends Error {
  override name = 'FaultyDocument'
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super(`The questionnaire cannot be published:\n${faults.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')}`)
    this.faults = faults
  }
}

/**
 * Judges a document from outside: its shape and then its rules. Every fault is reported, not only the first, with a path that
 * leads to its place (['sections', 2, 'questions', 5, 'label']) and a sentence for its author.
 */
export function readDocument(raw: unknown): ReadDocument {
  const read = documentSchema.safeParse(raw, { reportInput: true })
  if (!read.success) return { ok: false, faults: read.error.issues.map(shapeFault) }
  const faults = checkDocument(read.data)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, document: read.data }
}

/** The faults of a document that its shape alone does not show; none when it can be published. */
export function checkDocument(document: QuestionnaireDocument): Fault[] {
  const placed = placedQuestions(document)
  return [
    ...repeated(document.sections).map(({ key, at }) => ({
      path: ['sections', at, 'key'],
      message: `Two sections have the key "${key}".`,
    })),
    ...repeated(placed.map(({ question }) => question)).map(({ key, at }) => ({
      path: [...(placed[at]?.path ?? []), 'key'],
      message: `Two questions have the key "${key}".`,
    })),
    ...repeated(document.evidenceAreas).map(({ key, at }) => ({
      path: ['evidenceAreas', at, 'key'],
      message: `Two evidence areas have the key "${key}".`,
    })),
    ...columnFaults(placed),
    ...areaFaults(document, placed),
    ...conditionFaults(document),
    ...checkFaults(document.checks ?? [], new Set(placed.map(({ question }) => question.key))),
    ...placed.flatMap(({ question, path }) => under(path, [...kindOf(question).faults(question), ...asksFaults(question)])),
    ...(document.set === 'F' ? shortDeclarationFaults(document) : []),
  ]
}

type Placed = { question: Question; path: Path }

const placedQuestions = (document: QuestionnaireDocument): Placed[] =>
  document.sections.flatMap(({ questions }, section) =>
    questions.map((question, at) => ({ question, path: ['sections', section, 'questions', at] })),
  )

/** The things whose key another has already, each key once: the place is that of the first repetition. */
const repeated = (keyed: readonly { key: string }[]): { key: string; at: number }[] => {
  const keys = keyed.map(({ key }) => key)
  const again = keys.flatMap((key, at) => (keys.indexOf(key) === at ? [] : [{ key, at }]))
  return again.filter(({ key }, at) => again.findIndex(found => found.key === key) === at)
}

const under = (path: Path, faults: readonly Fault[]): Fault[] => faults.map(fault => ({ ...fault, path: [...path, ...fault.path] }))

/** Two questions may differ in key and still claim the same column: "x" with its score, and a question "x__score". */
const columnFaults = (placed: readonly Placed[]): Fault[] => {
  const unique = placed.filter(({ question }, at) => placed.findIndex(other => other.question.key === question.key) === at)
  const claims = unique.flatMap(({ question, path }) => [...new Set(columns(question).map(({ key }) => key))].map(key => ({ key, path })))
  return repeated(claims).map(({ key, at }) => ({
    path: [...(claims[at]?.path ?? []), 'key'],
    message: `Two questions claim the workbook column "${key}".`,
  }))
}

const areaFaults = (document: QuestionnaireDocument, placed: readonly Placed[]): Fault[] => {
  const known = document.evidenceAreas.map(({ key }) => key)
  const named = placed.flatMap(({ question, path }) =>
    (question.areas ?? []).map((area, at) => ({ area, question: question.key, path: [...path, 'areas', at] })),
  )
  return [
    ...named
      .filter(({ area }) => !known.includes(area))
      .map(({ area, question, path }) => ({
        path,
        message: `"${question}" belongs to the evidence area "${area}", which the document does not name.`,
      })),
    ...known.flatMap((area, at) =>
      named.some(found => found.area === area)
        ? []
        : [{ path: ['evidenceAreas', at], message: `No question belongs to the evidence area "${area}".` }],
    ),
  ]
}

const conditionFaults = (document: QuestionnaireDocument): Fault[] => {
  const earlier = new Map<string, Question>()
  const all = new Set(placedQuestions(document).map(({ question }) => question.key))
  return document.sections.flatMap((section, place) => {
    const faultsOf = (who: string, when: Condition | undefined, path: Path) =>
      namedIn(when, [...path, 'when']).flatMap(named => namedFaults(who, named, earlier, all))
    const ofSection = faultsOf(`Section "${section.key}"`, section.when, ['sections', place])
    const ofQuestions = section.questions.flatMap((question, at) => {
      const faults = faultsOf(`"${question.key}"`, question.when, ['sections', place, 'questions', at])
      earlier.set(question.key, question)
      return faults
    })
    return [...ofSection, ...ofQuestions]
  })
}

/** A part of a condition that looks at an answer, with the place where it stands. */
type Named = { condition: Extract<Condition, { question: string }>; path: Path }

const namedIn = (condition: Condition | undefined, path: Path): Named[] => {
  if (condition === undefined || 'fact' in condition) return []
  if ('question' in condition) return [{ condition, path }]
  if ('not' in condition) return namedIn(condition.not, [...path, 'not'])
  const [name, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const)
  return parts.flatMap((part, at) => namedIn(part, [...path, name, at]))
}

const namedFaults = (
  who: string,
  { condition, path }: Named,
  earlier: ReadonlyMap<string, Question>,
  all: ReadonlySet<string>,
): Fault[] => {
  const question = earlier.get(condition.question)
  const fault = (message: string, ...part: Path) => ({ path: [...path, ...part], message })
  if (!question) {
    const why = all.has(condition.question) ? 'which does not come before it' : 'which does not exist'
    return [fault(`${who} is asked depending on "${condition.question}", ${why}.`, 'question')]
  }
  const possible = valuesOf(question).map(({ value }) => value)
  if (possible.length === 0)
    return [fault(`${who} is asked depending on "${condition.question}", whose answers are not a list to compare with.`, 'question')]
  return condition.in.flatMap((wanted, at) =>
    possible.includes(wanted)
      ? []
      : [
          fault(
            `${who} is asked if "${condition.question}" is "${wanted}", which it cannot be: its values are ${possible.join(', ')}.`,
            'in',
            at,
          ),
        ],
  )
}

/** What a question asks the register for is of use only where its answer can say it. */
const asksFaults = (question: Question): Fault[] => {
  const { asks, key } = question
  if (asks === undefined) return []
  const why = asks === 'number_on_roll' ? cannotCount(question) : cannotName(question, asks)
  return why === null ? [] : [{ path: ['asks'], message: `"${key}" cannot ask for "${asks}": ${why}.` }]
}

function cannotCount(question: Question): string | null {
  const isNumber =
    valuesOf(question).length === 0 &&
    columns(question)
      .map(({ type }) => type)
      .join() === 'number'
  return isNumber ? null : 'its answer is no number'
}

function cannotName(question: Question, asks: AsksForPeople): string | null {
  const { people } = kindOf(question)
  return people === null ? 'its answer names nobody' : people.cannotAskFor(question, asks)
}
