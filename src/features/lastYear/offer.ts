import { isFinished, type PlanNote } from '../actionPlan/index.ts'
import { isBlank, kindOf, summary, toRawResponse, type Json, type Question, type Response } from '../questions/index.ts'
import { changesOf, sameWords } from '../yearOnYear/index.ts'

/** What was answered last year to a question that is asked again. It counts for nothing until somebody uses it. */
export type Offer = {
  question: Question
  /** The question as it was asked then, in which its answer reads as it was meant. */
  then: Question
  response: Response
  /** As it is stored when it is used: without what the question does not ask any more. */
  answer: Json
  /** What the question asks otherwise than then, in sentences; none where it asks the same. */
  changes: readonly string[]
  /** Whether it can be used by one press: it says the same under both questions, and it is nothing that is said anew each year. */
  canBeUsed: boolean
  /** Whether it can be used together with others: the question asks the same, and the answer is not of a year. */
  withOthers: boolean
  /** Whether the day by which something was to be done has gone by, and nobody said that it is finished. */
  isDue: boolean
  /** What was said last of how far its action is. */
  progress: SaidThen | undefined
}

/** What somebody said of how far an action of the earlier return is. */
export type SaidThen = Pick<PlanNote, 'questionKeys' | 'what' | 'stateAfter' | 'note' | 'byName' | 'at'>

/**
 * What last year's answer offers to a question of this year.
 *
 * @param today 'YYYY-MM-DD'
 * @returns null when nothing was answered, or nothing can be
 */
export function offerOf(
  question: Question,
  {
    question: then,
    response,
    progress,
  }: { question: Question | undefined; response: Response | undefined; progress?: SaidThen | undefined },
  today: string,
): Offer | null {
  if (!then || !response || !kindOf(question).takesAnswer || isNothing(response)) return null
  const { again } = kindOf(question)
  const changes = changesOf(then, question)
  const dueOn = response.action?.dueOn ?? null
  const isDone = progress !== undefined && isFinished(progress.stateAfter)
  const isDue = dueOn !== null && dueOn < today && !isDone
  const read = kindOf(question).read(question, toRawResponse(question, response).answer, today)
  const canBeUsed = again !== 'never' && !isBlank(response.answer) && fits(question, then, response, today)
  return {
    question,
    then,
    response,
    answer: read.ok ? read.value : response.answer,
    changes,
    canBeUsed,
    withOthers: canBeUsed && again === 'together' && changes.length === 0 && !isDue && !isDone,
    isDue,
    progress,
  }
}

const isNothing = ({ answer, comment, action }: Response): boolean => isBlank(answer) && comment === null && action === null

/** Whether an answer may be given to the question of this year, and says there what it said then. */
function fits(question: Question, then: Question, response: Response, today: string): boolean {
  if (question.kind !== then.kind) return false
  if (!kindOf(question).read(question, toRawResponse(question, response).answer, today).ok) return false
  const [said, says] = [summary(then, response.answer), summary(question, response.answer)]
  return said.length === says.length && said.every((line, at) => sameWords(line, says[at]))
}

/**
 * What is stored once somebody uses an answer of last year: what they typed into the form stays, and what they left blank is filled in.
 * A day that has gone by is left blank, so that a new one is asked for. An action that is finished stays where it was: what is open is
 * carried on.
 */
export const fillFrom = ({ question, response, answer, isDue, progress }: Offer, typed: Response): Response => ({
  answer: isBlank(typed.answer) ? answer : kindOf(question).people ? ofSamePeople(typed.answer, answer) : typed.answer,
  comment: typed.comment ?? response.comment,
  action: typed.action ?? (progress && isFinished(progress.stateAfter) ? null : carriedOn(response.action, isDue)),
})

const carriedOn = (action: Response['action'], isDue: boolean): Response['action'] =>
  action && isDue ? { ...action, dueOn: null } : action

/** An answer that names people, with what was said last year of those of the same name where it says nothing. */
function ofSamePeople(typed: Json, then: Json): Json {
  if (Array.isArray(typed) && Array.isArray(then))
    return typed.map(row => {
      const same = then.find(other => isSamePerson(row, other))
      return same === undefined ? row : ofSamePeople(row, same)
    })
  if (!isPerson(typed) || !isPerson(then) || !isSamePerson(typed, then)) return typed
  return { ...typed, ...Object.fromEntries(Object.entries(then).filter(([part]) => isBlank(typed[part]))) }
}

const isSamePerson = (one: Json, other: Json): boolean =>
  isPerson(one) &&
  isPerson(other) &&
  typeof one['name'] === 'string' &&
  typeof other['name'] === 'string' &&
  sameWords(one['name'], other['name'])

const isPerson = (value: Json): value is { [part: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value)
