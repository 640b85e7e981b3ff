import { LIBRARY, type QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import type { Question } from '../../../src/features/questions/index.ts'
import type { Id } from '../../../src/platform/id.ts'
import type { TestWorld } from '../../support/app.ts'
import { answer, columnsOf } from '../sampling/world.ts'

export const CURRENT = 'policies_child_protection_current'
export const PUBLISHED = 'policies_child_protection_published'

/** Set A of the library with some of its questions changed. */
export function changed(changes: Record<string, Partial<Question>>): QuestionnaireDocument {
  const document = structuredClone(LIBRARY[0]!)
  for (const section of document.sections)
    section.questions = section.questions.map(question => ({ ...question, ...changes[question.key] }) as Question)
  return document
}

/** An establishment's answers in one round. */
export type Answers = Record<string, unknown>

/** A round of completed returns, of these establishments, by a version of set A. */
export async function roundOf(
  world: TestWorld,
  partnership_id: Id<'partnership'>,
  {
    name,
    opens,
    document,
    answers,
  }: { name: string; opens: string; document?: QuestionnaireDocument; answers: ReadonlyMap<Id<'establishment'>, Answers> },
) {
  const { make, db } = world
  const round = await make.round({
    partnership_id,
    name,
    opens_at: new Date(opens),
    due_at: new Date(Date.now() - 86_400_000),
    status: 'closed',
  })
  const version = await make.questionnaireVersion(partnership_id, 'A', { frozen_at: new Date(), ...(document ? { document } : {}) })
  await db.raw(`insert into round_questionnaires (round_id, partnership_id, set_code, questionnaire_version_id) values (?, ?, 'A', ?)`, [
    round.id,
    partnership_id,
    version.id,
  ])
  for (const [establishment_id, given] of answers) {
    const made = await make.auditReturn({ partnership_id, round_id: round.id, establishment_id, ...columnsOf('on_time') })
    await answer(world, made, given)
  }
  return round
}

/** So many establishments of a partnership. */
export async function schools({ make }: TestWorld, partnership_id: Id<'partnership'>, count: number, values: Record<string, unknown> = {}) {
  const made = []
  for (let at = 0; at < count; at += 1) made.push(await make.establishment({ partnership_id, ...values }))
  return made
}
