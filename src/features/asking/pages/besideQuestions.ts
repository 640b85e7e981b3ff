import type { Db } from '../../../platform/db.ts'
import { component } from '../../../platform/http/templates.ts'
import { takesAnswer, type Question } from '../../questions/index.ts'
import type { AuditReturn } from '../../returns/index.ts'
import { clarificationsOf } from '../clarificationStore.ts'

/** What stands under each question of a section, as it is drawn: what all are told about it, and the button that saves and leads to asking. */
export async function besideQuestions(
  db: Db,
  { partnershipId, roundId, roundHasClarifications, questionnaireVersionId: versionId }: AuditReturn,
  questions: readonly Question[],
): Promise<ReadonlyMap<string, string>> {
  const asked = questions.filter(takesAnswer)
  const keys = asked.map(({ key }) => key)
  const told = roundHasClarifications ? await clarificationsOf(db, { partnershipId, roundId, versionId }, keys) : []
  const texts = new Map(told.map(({ key, text }) => [key, component('asking/clarification', { text })]))
  return new Map(asked.map(question => [question.key, `${texts.get(question.key) ?? ''}${buttonOf(question)}`]))
}

/** The same on every page with the question: drawn once. */
const buttons = new WeakMap<Question, string>()

function buttonOf(question: Question): string {
  const button = buttons.get(question) ?? component('asking/askButton', { key: question.key, name: question.shortLabel ?? question.label })
  buttons.set(question, button)
  return button
}
