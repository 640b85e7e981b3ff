import type { Db } from '../../../platform/db.ts'
import { component } from '../../../platform/http/templates.ts'
import { takesAnswer, type Question } from '../../questions/index.ts'
import type { AuditReturn } from '../../returns/index.ts'
import { clarificationsOf } from '../clarificationStore.ts'

/** What stands under each question of a section, as it is drawn: what all are told about it, and the button that saves and leads to asking. */
export async function besideQuestions(
  db: Db,
  { partnershipId, roundId, questionnaireVersionId: versionId }: AuditReturn,
  questions: readonly Question[],
): Promise<ReadonlyMap<string, string>> {
  const asked = questions.filter(takesAnswer)
  const told = await clarificationsOf(
    db,
    { partnershipId, roundId, versionId },
    asked.map(({ key }) => key),
  )
  return new Map(
    asked.map(({ key, label, shortLabel }) => [
      key,
      component('asking/beside', { key, name: shortLabel ?? label, text: told.find(one => one.key === key)?.text ?? '' }),
    ]),
  )
}
