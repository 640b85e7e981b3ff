import { type Db, prepared, row, rows } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ContributorActor } from '../history/index.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'

/** Who else is known of where somebody signs, by their names. */
export type KnownNames = {
  /** The names under which a DSL is known here: among the contacts of the establishment and the contributors to the return. */
  leads: string[]
  /** Others who came in by the link of this person, also those whose access was ended since. */
  byTheLink: string[]
  /** Those at the school who had the address of this person's link shown to them. */
  shownTo: string[]
}

/** What is known of others, in one statement: a submission asks for all of it under a lock. */
export async function namesAround(db: Db, actor: ContributorActor): Promise<KnownNames> {
  const { partnershipId, returnId, invitationId, contributorId, name } = actor
  const found = await row<KnownNames>(db, NAMES, { partnershipId, returnId, invitationId, contributorId, name })
  return found ?? { leads: [], byTheLink: [], shownTo: [] }
}

const NAMES = prepared(
  'signing.names',
  `select array(
      select c.name from contributors c where c.partnership_id = :partnershipId and c.return_id = :returnId and c.role = 'dsl'
      union
      select c.name from contacts c join returns r on r.establishment_id = c.establishment_id and r.partnership_id = c.partnership_id
      where r.partnership_id = :partnershipId and r.id = :returnId and c.role = 'dsl' and (c.to_on is null or c.to_on >= ${LONDON_TODAY_SQL})
    ) as leads,
    array(
      select distinct c.name from contributors c where c.partnership_id = :partnershipId and c.invitation_id = :invitationId
        and c.id <> :contributorId and lower(c.name) <> lower(:name) order by c.name limit 5
    ) as "byTheLink",
    array(
      select distinct e.actor_name from events e where e.partnership_id = :partnershipId and e.return_id = :returnId
        and e.verb = 'invitation.shown' and e.actor_kind = 'contributor' and (e.details ->> 'invitationId')::bigint = :invitationId
      order by e.actor_name limit 5
    ) as "shownTo"`,
)

/** Everybody who ever came in by a link of this return, also those who may not any more. */
export const everyoneOn = (
  db: Db,
  { partnershipId, returnId }: Pick<ContributorActor, 'partnershipId' | 'returnId'>,
): Promise<{ contributorId: Id<'contributor'>; name: string }[]> =>
  rows(db, `select id as "contributorId", name from contributors where partnership_id = ? and return_id = ? order by id`, [
    partnershipId,
    returnId,
  ])
