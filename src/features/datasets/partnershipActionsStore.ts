import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { keyset, ROWS_AT_ONCE } from './recordsStore.ts'
import type { Scope } from './scope.ts'

/** An action of the partnership by its id, with the findings and themes of the round and the plans in which it stands. */
export type ActionPlaces = { id: Id<'action'>; findings: Id<'finding'>[]; themes: Id<'theme'>[]; plans: Id<'plan'>[] }

export const placesOfActions = (
  db: Db,
  { partnershipId, roundId }: Pick<Scope, 'partnershipId' | 'roundId'>,
): AsyncGenerator<ActionPlaces[]> =>
  keyset(after =>
    rows<ActionPlaces>(
      db,
      `select a.id,
       to_jsonb(array(select f.id from finding_actions l join findings f on f.id = l.finding_id and f.partnership_id = l.partnership_id
         where l.partnership_id = :partnershipId and l.action_id = a.id and f.round_id = :roundId order by 1)) as findings,
       to_jsonb(array(select t.id from theme_actions x join themes t on t.id = x.theme_id and t.partnership_id = x.partnership_id
         where x.partnership_id = :partnershipId and x.action_id = a.id and t.round_id = :roundId order by 1)) as themes,
       to_jsonb(array(select distinct p.plan_id from plan_places p where p.partnership_id = :partnershipId and p.action_id = a.id order by 1)) as plans
     from actions a where a.partnership_id = :partnershipId and a.id > :after order by a.id limit ${ROWS_AT_ONCE}`,
      { partnershipId, roundId, after },
    ),
  )
