import { sayDay } from '../../platform/london.ts'
import { summary, type Question, type Response } from '../questionnaires/index.ts'

/** A response in the lines that people read: the answer, the comment, the action. */
export function responseLines(question: Question, response: Response | undefined): string[] {
  if (!response) return ['Not answered']
  const answer = summary(question, response.answer)
  return [
    ...(answer.length === 0 ? ['Not answered'] : answer),
    ...(response.comment === null ? [] : [`Comment: ${response.comment}`]),
    ...actionLines(response.action),
  ]
}

function actionLines(action: Response['action']): string[] {
  if (action === null) return []
  const by = [action.owner === null ? '' : ` by ${action.owner}`, action.dueOn === null ? '' : `, by ${sayDay(action.dueOn)}`].join('')
  return [`Action: ${action.what ?? 'not said yet'}${by}`]
}
