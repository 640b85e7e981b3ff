import { changed, row, type Pool } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { answerAll } from '../support/filledRound.ts'
import { makers } from '../support/make.ts'

/** Returns that are answered in full; the others are answered as one of them. */
const ANSWERED_APART = 40

/** A round of set A whose returns are all submitted and answered in full: about 140 questions each. */
export async function seedRound(db: Pool, returns: number): Promise<{ partnershipId: Id<'partnership'>; roundId: Id<'round'> }> {
  const make = makers({ db } as unknown as Deps)
  const { id: partnershipId } = await make.partnership()
  const round = await make.round({ partnership_id: partnershipId })
  const first = await make.auditReturn({ partnership_id: partnershipId, round_id: round.id })
  const names = { p: partnershipId, r: round.id, first: first.id, returns }
  await changed(
    db,
    `with e as (
       insert into establishments (partnership_id, scheme, identifier, name, la_code, la_name, establishment_number, type_code, type_name,
         type_group_code, type_group_name, phase_code, phase_name, low_age, high_age, boarders_code)
       select :p, 'urn', (100000 + n)::text, 'St Thomas à Becket’s School ' || n, 888, 'Northmoor', n % 9000, 1, 'Community school',
         4, 'Local authority maintained schools', 2, 'Primary', 4, 11, 1
       from generate_series(2, :returns) n returning id, name)
     insert into returns (partnership_id, round_id, establishment_id, establishment_name, set_code, questionnaire_version_id, facts, status,
       issued_at, opened_at, started_at, submitted_at, submitted_via, first_due_at, due_at)
     select :p, :r, e.id, e.name, 'A', f.questionnaire_version_id, f.facts, 'submitted', now(), now(), now(), now(), 'online', f.first_due_at, f.due_at
     from e, returns f where f.id = :first`,
    names,
  )
  const apart = Math.min(returns, ANSWERED_APART)
  for (let at = 0; at < apart; at += 1) {
    const found = await row<{ id: Id<'return'>; partnership_id: Id<'partnership'>; facts: string[] }>(
      db,
      `select id, partnership_id, facts from returns where round_id = ? order by id offset ? limit 1`,
      [round.id, at],
    )
    if (found) await answerAll(db, found, at)
  }
  await changed(
    db,
    `with numbered as (select id, row_number() over (order by id) - 1 as place from returns where round_id = :r)
     insert into responses (return_id, partnership_id, question_key, answer, comment, action, by_name, at)
     select other.id, :p, s.question_key, s.answer, s.comment, s.action, s.by_name, s.at + other.place * interval '97 seconds'
     from numbered other join numbered model on model.place = other.place % :apart join responses s on s.return_id = model.id
     where other.place >= :apart`,
    { ...names, apart },
  )
  await db.raw('analyze')
  return { partnershipId, roundId: round.id }
}
