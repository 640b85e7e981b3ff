import type { Id } from '../../../src/platform/id.ts'
import type { QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import type { Question } from '../../../src/features/questions/index.ts'
import type { TestWorld } from '../../support/app.ts'
import { everyKind } from '../../unit/questions/everyKind.ts'
import { answering } from '../answering/answering.ts'
import { columnsOf } from '../sampling/world.ts'

export type Given = Record<string, { answer: unknown; comment?: string; action?: { what: string; owner: string; dueOn: string } }>

/** What was answered last year. */
export const THEN: Given = {
  lettings: { answer: 'met', comment: 'Both clubs signed.' },
  whistleblowing: { answer: 'partly', action: { what: 'Train the site staff', owner: 'Sam Okafor', dueOn: '2022-07-20' } },
  behaviour: { answer: 'green' },
  has_log: { answer: 'no' },
  priority: { answer: 'Online safety' },
  read_part_one: { answer: 90 },
  courses: { answer: ['prevent'] },
  accurate: { answer: true },
}

/** The questionnaire of every kind with some of its questions otherwise. */
export const otherwise = (changes: Record<string, Partial<Question> | null>): QuestionnaireDocument => ({
  ...everyKind,
  sections: everyKind.sections.map(section => ({
    ...section,
    questions: section.questions
      .filter(({ key }) => changes[key] !== null)
      .map(question => ({ ...question, ...changes[question.key] }) as Question),
  })),
})

/** A completed return of an earlier round. */
export async function earlier(
  { make, db }: TestWorld,
  { partnership_id, establishment_id }: { partnership_id: Id<'partnership'>; establishment_id: Id<'establishment'> },
  { given = THEN, document = everyKind, name = 'Safeguarding audit 2021 to 2022', opens = '2021-11-01', ...values }: Partial<Then> = {},
) {
  const round = await make.round({
    partnership_id,
    name,
    opens_at: new Date(opens),
    status: 'closed',
    closed_at: new Date('2028-03-01'),
    due_at: new Date('2028-02-01'),
  })
  const version = await make.questionnaireVersion(partnership_id, 'A', { document, frozen_at: new Date() })
  await db.raw(`insert into round_questionnaires (round_id, partnership_id, set_code, questionnaire_version_id) values (?, ?, 'A', ?)`, [
    round.id,
    partnership_id,
    version.id,
  ])
  const made = await make.auditReturn({
    ...{ partnership_id, round_id: round.id, establishment_id, ...columnsOf('on_time') },
    ...{ submitted_at: new Date('2022-01-14T12:00:00Z'), ...values },
  })
  for (const [key, { answer, comment = null, action = null }] of Object.entries(given))
    await db.raw(
      `insert into responses (return_id, partnership_id, question_key, answer, comment, action, by_name) values (?, ?, ?, ?, ?, ?, 'Sam Okafor')`,
      [made.id, partnership_id, key, JSON.stringify(answer), comment, action === null ? null : JSON.stringify(action)],
    )
  return made
}
type Then = { given: Given; document: QuestionnaireDocument; name: string; opens: string } & Record<string, unknown>

/** A return of this year, whose establishment completed one in an earlier round. */
export async function secondYear(world: TestWorld, then: Partial<Then> = {}) {
  const all = await answering(world)
  const of = { partnership_id: all.partnership.id, establishment_id: all.establishment.id }
  return { ...all, of, last: await earlier(world, of, then) }
}
