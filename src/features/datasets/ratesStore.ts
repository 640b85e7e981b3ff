import { rows, type Db } from '../../platform/db.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import type { Scope } from './scope.ts'

/** How a group of establishments stands. */
export type SourceRate = {
  by: 'round' | 'phase' | 'type' | 'authority' | 'trust'
  /** '' where it is not known. */
  name: string
  inRound: number
  issued: number
  notExpected: number
  expected: number
  completed: number
  outstanding: number
}

/** The groups of a round with their counts, the whole of it first. */
export const ratesOfRound = (db: Db, scope: Pick<Scope, 'partnershipId' | 'roundId'>): Promise<SourceRate[]> =>
  rows(
    db,
    `with stands as (
       select coalesce(r.issue_phase_name, '') as phase, coalesce(r.issue_type_name, '') as type, coalesce(r.issue_la_name, '') as authority,
         e.trust_name as trust, r.issued, r.not_expected, r.expected, r.completed, r.outstanding
       from ${RETURNS_SQL} r join establishments e on e.id = r.establishment_id
       where r.partnership_id = :partnershipId and r.round_id = :roundId),
     groups as (
       select grouping(phase, type, authority, trust) as kept, coalesce(phase, type, authority, trust, '') as name, count(*) as "inRound",
         count(*) filter (where issued) as issued, count(*) filter (where not_expected) as "notExpected",
         count(*) filter (where expected) as expected, count(*) filter (where completed) as completed,
         count(*) filter (where outstanding) as outstanding
       from stands group by grouping sets ((), (phase), (type), (authority), (trust)))
     select case kept when 7 then 'phase' when 11 then 'type' when 13 then 'authority' when 14 then 'trust' else 'round' end as by,
       name, "inRound", issued, "notExpected", expected, completed, outstanding
     from groups order by kept <> 15, kept, name collate "C"`,
    { partnershipId: scope.partnershipId, roundId: scope.roundId },
  )
