import { row, type Db } from '../../platform/db.ts'
import type { Scope } from './scope.ts'

/** What changes of the register, of actions, plans, standards and rubrics, which belong to no round. */
const OF_NO_ROUND = `verb ~ '^((establishment|register|plan|standard_set|standard|rating_exercise|rating_agency|rating|rubric)[.]|action[.](created|changed|lead_changed|progressed|deleted)$)'`

/** What the history tells of that changes nothing that a data set holds. */
const BESIDE = `verb !~ '^(export|report|account|message|contact|contacts)[.]' and verb <> 'invitation.shown'`

/**
 * When the data of a round last changed: as the history knows it, and as the returns say themselves where they came without one.
 * Two exports of the same data tell the same moment.
 */
export async function newestChange(db: Db, { partnershipId, roundId }: Pick<Scope, 'partnershipId' | 'roundId'>): Promise<Date> {
  const found = await row<{ at: Date | null }>(
    db,
    `select greatest(
       (select max(at) from events where partnership_id = :partnershipId and round_id = :roundId and ${BESIDE}),
       (select max(at) from events where partnership_id = :partnershipId and round_id is null and ${OF_NO_ROUND}),
       (select max(greatest(issued_at, opened_at, started_at, last_saved_at, submitted_at, received_at, accepted_at, returned_at)) from returns
         where partnership_id = :partnershipId and round_id = :roundId),
       (select opens_at from rounds where partnership_id = :partnershipId and id = :roundId)) as at`,
    { partnershipId, roundId },
  )
  if (!found?.at) throw new Error('a round has no moment')
  return found.at
}
