import { isBlank, needsAction, type Action, type Question, type Response } from '../questions/index.ts'
import { actionIsFull, type Section } from '../questionnaires/index.ts'
import { isFinished, lastSaidOf } from '../actionPlan/index.ts'
import type { LastReturn } from './actions.ts'
import type { SaidThen } from './offer.ts'

/** What this year's answer says of an action of last year. */
export const ACTION_STANDINGS = {
  in_place: 'In place now',
  needed: 'Still to do',
  not_answered: 'Not answered yet',
  not_asked: 'Not asked now',
} as const

/** What was promised last year about one question, and what this year's answer says of it. */
type ActionThen = Action & {
  key: string
  label: string
  /** Where the question is asked now. */
  sectionKey: string | null
  isDue: boolean
  /** What was said last of how far it is. */
  progress: SaidThen | undefined
  standing: keyof typeof ACTION_STANDINGS
}

/**
 * The actions of last year's answers, in the order of its questions.
 *
 * @param now the sections that are asked this year, and what is answered in them
 * @param today 'YYYY-MM-DD'
 */
export function actionsThen(
  last: Pick<LastReturn, 'document' | 'responses' | 'said'>,
  now: { asked: readonly Section[]; responses: ReadonlyMap<string, Response> },
  today: string,
): ActionThen[] {
  const asked = new Map(now.asked.flatMap(({ key, questions }) => questions.map(question => [question.key, { key, question }] as const)))
  return last.document.sections
    .flatMap(({ questions }) => questions)
    .flatMap(question => {
      const response = last.responses.get(question.key)
      if (!response?.action || !(needsAction(question, response.answer) || actionIsFull(response))) return []
      const here = asked.get(question.key)
      const progress = lastSaidOf(last.said, { key: question.key, what: response.action.what })
      const isDone = progress !== undefined && isFinished(progress.stateAfter)
      return [
        {
          ...response.action,
          key: question.key,
          label: here?.question.label ?? question.label,
          sectionKey: here?.key ?? null,
          isDue: response.action.dueOn !== null && response.action.dueOn < today && !isDone,
          progress,
          standing: here ? standingOf(here.question, now.responses.get(question.key)) : ('not_asked' as const),
        },
      ]
    })
}

function standingOf(question: Question, response: Response | undefined): ActionThen['standing'] {
  if (!response || isBlank(response.answer)) return 'not_answered'
  return needsAction(question, response.answer) ? 'needed' : 'in_place'
}
