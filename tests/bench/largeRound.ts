import { rows, type Pool } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import type { StaffActor } from '../../src/features/history/index.ts'
import { LIBRARY } from '../../src/features/questionnaires/index.ts'
import { valuesOf } from '../../src/features/questions/index.ts'
import { worldOn } from '../support/app.ts'
import { answerAll } from '../support/filledRound.ts'
import { workOn } from './reviewedRound.ts'

export const MANY = { full: 30_000, small: 3_000 }
export const FEW = 300

/** A round and somebody of its partnership who may see all of it. */
export type Measured = { roundId: Id<'round'>; actor: StaffActor }

/**
 * A round of `count` returns in every state, and one of 300, each in a partnership of its own that has no others.
 *
 * @param more.answered whether what was sent has answers to every closed question, each area its findings, and all the work of staff that follows
 */
export async function twoRounds(db: Pool, count: number, { answered = false } = {}): Promise<{ many: Measured; few: Measured }> {
  const [many, few] = (await roundsOf(db, [count, FEW], { answered })) as [Measured, Measured]
  return { many, few }
}

/** Rounds of so many returns each, in every state, each in a partnership of its own that has no others. */
export async function roundsOf(db: Pool, sizes: readonly number[], { answered = false } = {}): Promise<Measured[]> {
  const rounds = []
  for (const size of sizes) {
    const made = await roundOf(db, size)
    if (answered) {
      await answerRound(db, made)
      await workOn(db, made)
    }
    rounds.push(made)
  }
  await db.raw('vacuum analyze')
  return rounds
}

/** Returns that are answered each in its own way; the others are answered as one of them. */
const ANSWERED_APART = 30

async function answerRound(db: Pool, { roundId, actor }: Measured): Promise<void> {
  const questions = LIBRARY[0]!.sections.flatMap(section => section.questions).filter(question => valuesOf(question).length > 0)
  const keys = questions.map(({ key }) => key)
  const models = await rows<{ id: Id<'return'>; partnership_id: Id<'partnership'>; facts: string[] }>(
    db,
    `select id, partnership_id, facts from returns where round_id = ? and status = 'submitted' order by id limit ${ANSWERED_APART}`,
    [roundId],
  )
  for (const [at, model] of models.entries()) await answerAll(db, model, at)
  await db.raw(
    `with numbered as (select id, row_number() over (order by id) - 1 as place from returns where round_id = :round and status = 'submitted')
     insert into responses (return_id, partnership_id, question_key, answer, by_name)
     select other.id, :partnership, s.question_key, s.answer, s.by_name
     from numbered other join numbered model on model.place = other.place % :apart join responses s on s.return_id = model.id
     where other.place >= :apart and s.question_key = any(:keys)`,
    { round: roundId, partnership: actor.partnershipId, apart: models.length, keys },
  )
  for (const question of questions.filter(({ areas }) => (areas ?? []).length > 0).slice(0, FINDINGS)) {
    const counted = [{ question: question.key, values: [valuesOf(question)[0]?.value] }]
    await db.raw(
      `insert into findings (partnership_id, round_id, part_key, kind, statement, population, question_keys, counted_values, n, "of", created_by)
       values (?, ?, ?, 'strength', 'do well in this', 'completed', ?, ?, 0, 0, 'Priya Shah')`,
      [actor.partnershipId, roundId, question.areas?.[0] ?? '', [question.key], JSON.stringify(counted)],
    )
  }
}

/** As many findings as an audit has. */
const FINDINGS = 20

async function roundOf(db: Pool, size: number): Promise<Measured> {
  const { make } = worldOn(db)
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const version = await make.questionnaireVersion(partnership_id, 'A', { frozen_at: new Date() })
  const { id } = await make.round({ partnership_id })
  await db.raw(
    `with places as (
       insert into establishments (partnership_id, scheme, identifier, name, la_code, establishment_number, type_code, type_group_code, phase_code, phase_name)
       select :partnership, 'urn', (:round * 1000000 + n)::text, 'Bench School ' || n, 888, n % 9999, 1, 4, 2, (array['Primary','Secondary','Nursery'])[1 + n % 3]
       from generate_series(1, :size) n returning id, name, identifier
     ), people as (
       insert into contacts (partnership_id, establishment_id, role, name, email)
       select :partnership, id, 'dsl', 'Sam Okafor', 'dsl' || id || '@school.example' from places returning 1
     )
     insert into returns (partnership_id, round_id, establishment_id, establishment_name, set_code, questionnaire_version_id, facts, status, issued_at, first_due_at,
       due_at, started_at, submitted_at, submitted_via, asked, answered, missing)
     select :partnership, :round, id, name, 'A', :version, array['maintained', 'primaryAged'], status, now() - interval '30 days', due, due,
       case when status in ('in_progress', 'submitted') then now() - interval '9 days' end,
       case when status = 'submitted' then now() - interval '8 days' end, case when status = 'submitted' then 'online' end,
       case when status in ('in_progress', 'submitted') then 140 else 0 end,
       case status when 'submitted' then 140 when 'in_progress' then id % 140 else 0 end,
       case status when 'in_progress' then 140 - id % 140 else 0 end
     from (select *, (array['submitted','submitted','in_progress','opened','issued'])[1 + id % 5] as status,
             now() + case when id % 7 = 0 then - interval '2 days' else interval '5 days' end as due from places) p`,
    { partnership: partnership_id, round: id, size, version: version.id },
  )
  return { roundId: id, actor }
}
