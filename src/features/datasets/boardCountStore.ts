import { row, type Db } from '../../platform/db.ts'
import type { Scope } from './scope.ts'

/** How many rows each data set of the board has to have, and how much of it was said, counted on its own in the database. */
export type BoardCounted = Record<
  | 'said_did'
  | 'said_did_answers'
  | 'partnership_actions'
  | 'action_leads'
  | 'action_progress'
  | 'plans'
  | 'plan_parts'
  | 'plan_actions'
  | 'plan_measures'
  | 'plan_measure_values'
  | 'standard_sets'
  | 'standard_exercises'
  | 'standards'
  | 'standard_ratings'
  | 'ownRubrics'
  | 'givenRatings',
  number
>

export async function countBoard(db: Db, { partnershipId, roundId, questions }: Scope): Promise<BoardCounted> {
  const all = (table: string) => `(select count(*) from ${table} t where t.partnership_id = :partnershipId)`
  const counted = await row<BoardCounted>(
    db,
    `select (select count(*) from themes where partnership_id = :partnershipId and round_id = :roundId) as said_did,
       (select count(*) from theme_actions x join themes t on t.id = x.theme_id and t.partnership_id = x.partnership_id
         where x.partnership_id = :partnershipId and t.round_id = :roundId) as said_did_answers,
       ${all('actions')} as partnership_actions, ${all('action_leads')} as action_leads, ${all('action_progress')} as action_progress,
       ${all('plans')} as plans, ${all('plan_parts')} as plan_parts, ${all('plan_places')} as plan_actions,
       ${all('plan_measures')} as plan_measures, ${all('plan_measure_values')} as plan_measure_values,
       ${all('standard_sets')} as standard_sets, ${all('standard_exercises')} as standard_exercises, ${all('exercise_standards')} as standards,
       (select count(*) from exercise_standards s join exercise_agencies a on a.exercise_id = s.exercise_id
         where s.partnership_id = :partnershipId and a.partnership_id = :partnershipId) as standard_ratings,
       (select count(*) from ratings where partnership_id = :partnershipId and agency_id is not null) as "givenRatings",
       (select count(*) from rubrics where partnership_id = :partnershipId and body <> ''
         and (about = 'area' or :questions::text[] is null or key = any(:questions))) as "ownRubrics"`,
    { partnershipId, roundId, questions },
  )
  if (!counted) throw new Error('a count gave no row')
  return counted
}
