import { askedSections, type Answers } from './conditions.ts'
import type { EstablishmentFacts } from '../establishments/index.ts'
import { type Question, holdsFiles, kindOf, needsAction, takesAnswer, isBlank, type Response } from '../questions/index.ts'
import type { QuestionnaireDocument, Section } from './document.ts'

/** The responses of one return, by question key. */
export type Responses = ReadonlyMap<string, Response>
/** How many files are attached to each question; a missing key is none. */
export type EvidenceCounts = ReadonlyMap<string, number>

type MissingReason = NonNullable<ReturnType<ReturnType<typeof kindOf>['missing']>> | 'action'
export type Missing = { sectionKey: string; questionKey: string; label: string; reason: MissingReason }

/** How far a section is: to those who answer and to staff, and, for those who cannot see it, in an export. */
export const SECTION_STATES = {
  not_started: { words: 'Not started', colour: 'grey', exported: 'Nothing given yet' },
  in_progress: { words: 'In progress', colour: 'blue', exported: 'Something is still missing' },
  complete: { words: 'Complete', colour: 'green', exported: 'Nothing is missing' },
} as const

export type Progress = {
  /** Questions asked, without the blocks that are only read. */
  asked: number
  required: number
  /** Asked questions that have an answer, a file or a statement. */
  answered: number
  /** Those of which the evidence is a statement of where it is kept, without a file. */
  kept: number
  /** Questions that something is missing from. */
  missing: number
  state: keyof typeof SECTION_STATES
}
export type SectionProgress = Progress & { sectionKey: string; title: string }

/** The answers alone, for conditions. */
export const answersOf = (responses: Responses): Answers => new Map([...responses].map(([key, { answer }]) => [key, answer]))

const askedByResponses = new WeakMap<
  Responses,
  { of: Pick<QuestionnaireDocument, 'sections'>; facts: EstablishmentFacts; asked: readonly Section[] }
>()

/** The sections that are asked of a return. A request that asks for them of the same responses again is told the same. */
export function askedOfReturn(
  document: Pick<QuestionnaireDocument, 'sections'>,
  facts: EstablishmentFacts,
  responses: Responses,
): readonly Section[] {
  const known = askedByResponses.get(responses)
  if (known?.of === document && known.facts === facts) return known.asked
  const asked = askedSections(document, facts, answersOf(responses))
  askedByResponses.set(responses, { of: document, facts, asked })
  return asked
}

/**
 * What stands between a return and its submission, in the order of the questionnaire. Validity is not looked at here: what is stored is valid.
 * - answer, evidence, tableRows: what each kind says that its answer still wants
 * - action: an answer that falls short, without what, who and by when, even where the answer itself was optional
 */
export const unanswered = (
  document: Pick<QuestionnaireDocument, 'sections'>,
  facts: EstablishmentFacts,
  responses: Responses,
  evidenceCounts: EvidenceCounts,
): Missing[] =>
  askedOfReturn(document, facts, responses).flatMap(section =>
    section.questions.flatMap(question =>
      missingFrom(question, responses.get(question.key), evidenceCounts.get(question.key) ?? 0).map(reason => ({
        sectionKey: section.key,
        questionKey: question.key,
        label: question.label,
        reason,
      })),
    ),
  )

/** Each asked section with its counts, in order: the task list. A section of optional questions that nobody touched is "not started", but misses nothing. */
export const sectionProgress = (
  document: Pick<QuestionnaireDocument, 'sections'>,
  facts: EstablishmentFacts,
  responses: Responses,
  evidenceCounts: EvidenceCounts,
): SectionProgress[] => progressOfSections(askedOfReturn(document, facts, responses), responses, evidenceCounts)

/** The same for sections that are known to be asked. */
export const progressOfSections = (asked: readonly Section[], responses: Responses, evidenceCounts: EvidenceCounts): SectionProgress[] =>
  asked.map(section => ({
    sectionKey: section.key,
    title: section.title,
    ...progressOf(section.questions, responses, evidenceCounts),
  }))

/** The same counts for the whole return. */
export const returnProgress = (
  document: Pick<QuestionnaireDocument, 'sections'>,
  facts: EstablishmentFacts,
  responses: Responses,
  evidenceCounts: EvidenceCounts,
): Progress =>
  progressOf(
    askedOfReturn(document, facts, responses).flatMap(section => section.questions),
    responses,
    evidenceCounts,
  )

/** Required unless the author says otherwise; a block to read never is. */
export const isRequired = (question: Question): boolean => takesAnswer(question) && question.required !== false

/** What an action still lacks; a return is not submitted until nothing is. */
export const actionIsFull = ({ action }: Pick<Response, 'action'>): boolean =>
  action !== null && action.what !== null && action.owner !== null && action.dueOn !== null

const progressOf = (questions: readonly Question[], responses: Responses, evidenceCounts: EvidenceCounts): Progress => {
  const asked = questions.filter(takesAnswer)
  const filesOf = ({ key }: Question) => evidenceCounts.get(key) ?? 0
  const answered = asked.filter(question => isAnswered(question, responses.get(question.key), filesOf(question)))
  const kept = answered.filter(question => holdsFiles(question) && filesOf(question) === 0).length
  const missing = asked.filter(question => missingFrom(question, responses.get(question.key), filesOf(question)).length > 0)
  const touched = answered.length > 0 || asked.some(question => isTouched(responses.get(question.key)))
  const state = missing.length === 0 && (touched || asked.length === 0) ? 'complete' : touched ? 'in_progress' : 'not_started'
  return { asked: asked.length, required: asked.filter(isRequired).length, answered: answered.length, kept, missing: missing.length, state }
}

const isTouched = (response: Response | undefined): boolean =>
  response !== undefined && !(isBlank(response.answer) && response.comment === null && response.action === null)

const isAnswered = (question: Question, response: Response | undefined, files: number): boolean =>
  !isBlank(response?.answer) || (holdsFiles(question) && files > 0)

/** What one question still wants before a return is submitted; nothing when it wants nothing. @param files how many it has */
export const missingFrom = (question: Question, response: Response | undefined, files: number): MissingReason[] => {
  const reason = kindOf(question).missing(question, response?.answer ?? null, { files })
  if (reason) return [reason]
  return response && needsAction(question, response.answer) && !actionIsFull(response) ? ['action'] : []
}
